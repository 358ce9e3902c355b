-- What is uploaded over HTTP must not touch a study it does not belong to.
--
-- The check in front lets an upload into one named study, and DICOMweb refuses instances of another.
-- Orthanc itself would still take an instance that names the granted study and borrows the series or
-- instance UID of another one, or another patient's id: two resources then answer to one UID, and the
-- other study's images are found no more. Modalities, which send over DICOM, are not looked at here.

local function owner_of(found)
    local path
    if found['Type'] == 'Study' then
        path = '/studies/' .. found['ID']
    elseif found['Type'] == 'Series' then
        path = '/series/' .. found['ID'] .. '/study'
    elseif found['Type'] == 'Instance' then
        path = '/instances/' .. found['ID'] .. '/study'
    else
        return nil
    end
    -- The last argument: Orthanc's own answer, without plugins.
    return ParseJson(RestApiGet(path, true))
end

local function belongs_elsewhere(uid, dicom)
    for _, found in pairs(ParseJson(RestApiPost('/tools/lookup', uid, true))) do
        local study = owner_of(found)
        if study ~= nil and (
            study['MainDicomTags']['StudyInstanceUID'] ~= dicom['StudyInstanceUID']
            or study['PatientMainDicomTags']['PatientID'] ~= dicom['PatientID']) then
            return true
        end
    end
    return false
end

function ReceivedInstanceFilter(dicom, origin, info)
    if origin['RequestOrigin'] == 'DicomProtocol' then
        return true
    end
    for _, name in ipairs({ 'StudyInstanceUID', 'SeriesInstanceUID', 'SOPInstanceUID' }) do
        if dicom[name] == nil or belongs_elsewhere(dicom[name], dicom) then
            return false
        end
    end
    return true
end
