package org.dicomaccess.keycloak.http.orthanc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the plugin and Orthanc Explorer 2 read from {@code tokens/decode}.
 *
 * @param tokenType what the token was asked for; absent when it opens nothing
 * @param errorCode why it opens nothing: {@code expired}, {@code invalid} or {@code unknown}
 * @param redirectUrl the viewer's link, when it was asked for one
 * @param resources the studies it opens; none unless it would pass a check this very second
 */
record DecodeAnswer(
        @JsonProperty("token-type") @Nullable String tokenType,
        @JsonProperty("error-code") @Nullable String errorCode,
        @JsonProperty("redirect-url") @Nullable String redirectUrl,
        List<Resource> resources) {

    /**
     * @param dicomUid searches are narrowed to it as it stands, so it is never empty
     * @param orthancId empty when it is not known
     */
    record Resource(
            @JsonProperty("dicom-uid") String dicomUid,
            @JsonProperty("orthanc-id") String orthancId,
            String level) {

        static Resource study(String dicomUid, String orthancId) {
            return new Resource(dicomUid, orthancId, "study");
        }
    }

    static DecodeAnswer error(String code) {
        return new DecodeAnswer(null, code, null, List.of());
    }
}
