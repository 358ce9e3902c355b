-- Requests that name studies in their query or body are closed to everybody: Orthanc's authorization plugin cannot decide on
-- them.
--
-- The plugin looks for studies in a query, and Orthanc then does what the body says; or it finds a study and a patient
-- there, and asks about the study only. One granted study in a query would so open an archive of another, or store images
-- of any. An archive of one study is /studies/{id}/archive, an upload to one /dicom-web/studies/{study}; who has the
-- permission for it uploads to /instances.
--
-- Without the plugin's section in the configuration, nobody but the gateway reaches this Orthanc.

local function names_studies_elsewhere(method, path)
    if string.match(path, '^/tools/create%-archive$') or string.match(path, '^/tools/create%-media') then
        return true
    end
    return method == 'POST' and path == '/dicom-web/studies'
end

if GetOrthancConfiguration()['Authorization'] ~= nil then
    function IncomingHttpRequestFilter(method, uri, ip, username, headers)
        local path = string.gsub(uri, '/+$', '')
        return not names_studies_elsewhere(method, path)
    end
end
