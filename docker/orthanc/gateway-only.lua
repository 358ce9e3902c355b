-- Requests that name studies in their query or body, where Orthanc's authorization plugin has people ask it directly.
--
-- The plugin looks for studies in a query, and Orthanc then does what the body says; or it finds a study and a patient
-- there, and asks about the study only. One granted study in a query would so open an archive of another, or store images
-- of any. So only the gateway may ask for these, which was answered before by the check for each call. Whoever
-- has no gateway takes an archive of one study (/studies/{id}/archive) and uploads to one
-- (/dicom-web/studies/{study}) or, with the permission for it, to /instances.
--
-- Without the plugin's section in the configuration, nobody but the gateway reaches this Orthanc.

local function names_studies_elsewhere(method, path)
    if string.match(path, '^/tools/create%-archive$') or string.match(path, '^/tools/create%-media') then
        return true
    end
    return method == 'POST' and path == '/dicom-web/studies'
end

local function is_gateway(headers)
    local key = os.getenv('ORTHANC_API_KEY')
    return key ~= nil and key ~= '' and headers['api-key'] == key
end

if GetOrthancConfiguration()['Authorization'] ~= nil then
    function IncomingHttpRequestFilter(method, uri, ip, username, headers)
        local path = string.gsub(uri, '/+$', '')
        return not names_studies_elsewhere(method, path) or is_gateway(headers)
    end
end
