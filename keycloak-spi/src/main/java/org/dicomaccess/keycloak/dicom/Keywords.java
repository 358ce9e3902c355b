package org.dicomaccess.keycloak.dicom;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Map;
import java.util.Optional;

/**
 * The keywords that queries use, with their tags (DICOM PS3.6): the attributes that every server
 * matches and returns for studies, series and instances (DICOM PS3.18 §10.6), and those that
 * viewers ask for beside them. Any other attribute can be named by its tag.
 */
final class Keywords {

    private static final String TABLE =
            """
            00080005 SpecificCharacterSet
            00080008 ImageType
            00080012 InstanceCreationDate
            00080013 InstanceCreationTime
            00080016 SOPClassUID
            00080018 SOPInstanceUID
            00080020 StudyDate
            00080021 SeriesDate
            00080022 AcquisitionDate
            00080023 ContentDate
            0008002A AcquisitionDateTime
            00080030 StudyTime
            00080031 SeriesTime
            00080032 AcquisitionTime
            00080033 ContentTime
            00080050 AccessionNumber
            00080056 InstanceAvailability
            00080060 Modality
            00080061 ModalitiesInStudy
            00080062 SOPClassesInStudy
            00080064 ConversionType
            00080068 PresentationIntentType
            00080070 Manufacturer
            00080080 InstitutionName
            00080081 InstitutionAddress
            00080090 ReferringPhysicianName
            00080201 TimezoneOffsetFromUTC
            00081010 StationName
            00081030 StudyDescription
            00081032 ProcedureCodeSequence
            0008103E SeriesDescription
            00081040 InstitutionalDepartmentName
            00081048 PhysiciansOfRecord
            00081050 PerformingPhysicianName
            00081060 NameOfPhysiciansReadingStudy
            00081070 OperatorsName
            00081080 AdmittingDiagnosesDescription
            00081090 ManufacturerModelName
            00081110 ReferencedStudySequence
            00081115 ReferencedSeriesSequence
            00081150 ReferencedSOPClassUID
            00081155 ReferencedSOPInstanceUID
            00081190 RetrieveURL
            00082218 AnatomicRegionSequence
            00100010 PatientName
            00100020 PatientID
            00100021 IssuerOfPatientID
            00100030 PatientBirthDate
            00100032 PatientBirthTime
            00100040 PatientSex
            00101000 OtherPatientIDs
            00101001 OtherPatientNames
            00101010 PatientAge
            00101020 PatientSize
            00101030 PatientWeight
            00102160 EthnicGroup
            00102180 Occupation
            00104000 PatientComments
            00180010 ContrastBolusAgent
            00180015 BodyPartExamined
            00180020 ScanningSequence
            00180021 SequenceVariant
            00180022 ScanOptions
            00180023 MRAcquisitionType
            00180024 SequenceName
            00180050 SliceThickness
            00180060 KVP
            00180080 RepetitionTime
            00180081 EchoTime
            00180087 MagneticFieldStrength
            00180088 SpacingBetweenSlices
            00181000 DeviceSerialNumber
            00181020 SoftwareVersions
            00181030 ProtocolName
            00181120 GantryDetectorTilt
            00185100 PatientPosition
            00185101 ViewPosition
            0020000D StudyInstanceUID
            0020000E SeriesInstanceUID
            00200010 StudyID
            00200011 SeriesNumber
            00200012 AcquisitionNumber
            00200013 InstanceNumber
            00200032 ImagePositionPatient
            00200037 ImageOrientationPatient
            00200052 FrameOfReferenceUID
            00200060 Laterality
            00200062 ImageLaterality
            00200100 TemporalPositionIdentifier
            00200105 NumberOfTemporalPositions
            00201002 ImagesInAcquisition
            00201040 PositionReferenceIndicator
            00201041 SliceLocation
            00201200 NumberOfPatientRelatedStudies
            00201202 NumberOfPatientRelatedSeries
            00201204 NumberOfPatientRelatedInstances
            00201206 NumberOfStudyRelatedSeries
            00201208 NumberOfStudyRelatedInstances
            00201209 NumberOfSeriesRelatedInstances
            00204000 ImageComments
            00280002 SamplesPerPixel
            00280004 PhotometricInterpretation
            00280006 PlanarConfiguration
            00280008 NumberOfFrames
            00280010 Rows
            00280011 Columns
            00280030 PixelSpacing
            00280100 BitsAllocated
            00280101 BitsStored
            00280102 HighBit
            00280103 PixelRepresentation
            00280301 BurnedInAnnotation
            00281050 WindowCenter
            00281051 WindowWidth
            00281052 RescaleIntercept
            00281053 RescaleSlope
            00281054 RescaleType
            00282110 LossyImageCompression
            0032000A StudyStatusID
            0032000C StudyPriorityID
            00321032 RequestingPhysician
            00321033 RequestingService
            00321060 RequestedProcedureDescription
            00321064 RequestedProcedureCodeSequence
            00321070 RequestedContrastAgent
            00324000 StudyComments
            00380010 AdmissionID
            00400009 ScheduledProcedureStepID
            00400241 PerformedStationAETitle
            00400244 PerformedProcedureStepStartDate
            00400245 PerformedProcedureStepStartTime
            00400253 PerformedProcedureStepID
            00400254 PerformedProcedureStepDescription
            00400275 RequestAttributesSequence
            00401001 RequestedProcedureID
            0040A043 ConceptNameCodeSequence
            0040A491 CompletionFlag
            0040A493 VerificationFlag
            00420010 DocumentTitle
            00420012 MIMETypeOfEncapsulatedDocument
            00700080 ContentLabel
            00700081 ContentDescription
            00700082 PresentationCreationDate
            00700083 PresentationCreationTime
            00700084 ContentCreatorName
            """;

    private static final Map<String, String> TAGS =
            TABLE.lines()
                    .collect(
                            toUnmodifiableMap(
                                    line -> line.substring(9), line -> line.substring(0, 8)));

    private Keywords() {}

    /** The tag of a keyword in eight upper-case hexadecimal digits, or empty. */
    static Optional<String> tagOf(String keyword) {
        return Optional.ofNullable(TAGS.get(keyword));
    }
}
