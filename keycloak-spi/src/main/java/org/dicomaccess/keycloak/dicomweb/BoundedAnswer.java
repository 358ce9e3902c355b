package org.dicomaccess.keycloak.dicomweb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.HttpStatus;
import org.dicomaccess.keycloak.dicom.StudyInstanceUid;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to a search for one study, read to its end so that the connection can be
 * used again.
 */
final class BoundedAnswer {
    /** One study's attributes are a kilobyte; this leaves room for a talkative server. */
    private static final int MOST_BYTES = 1 << 18;

    private final int status;
    private final byte[] body;

    private BoundedAnswer(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /**
     * @throws SearchAnswer.Malformed when the body is longer
     * @throws IOException when it does not arrive, or not in time
     */
    static BoundedAnswer of(HttpResponse response, Deadline deadline)
            throws IOException, SearchAnswer.Malformed {
        int status = response.getStatusLine().getStatusCode();
        return new BoundedAnswer(status, read(response.getEntity(), deadline));
    }

    private static byte[] read(@Nullable HttpEntity entity, Deadline deadline)
            throws IOException, SearchAnswer.Malformed {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (entity != null) {
            InputStream content = entity.getContent();
            byte[] part = new byte[8192];
            for (int length = content.read(part); length >= 0; length = content.read(part)) {
                body.write(part, 0, length);
                if (body.size() > MOST_BYTES) {
                    throw new SearchAnswer.Malformed("an answer that is too long");
                }
                deadline.requireTimeLeft();
            }
        }
        return body.toByteArray();
    }

    /**
     * The study, when the server showed it. Having found none, and not showing any to this person,
     * are the same to who asks.
     *
     * @throws SearchAnswer.Malformed when the server said neither
     */
    Optional<FoundStudy> study(StudyInstanceUid uid) throws SearchAnswer.Malformed {
        return switch (status) {
            case HttpStatus.SC_OK -> SearchAnswer.study(body, uid);
            case HttpStatus.SC_NO_CONTENT,
                    HttpStatus.SC_UNAUTHORIZED,
                    HttpStatus.SC_FORBIDDEN,
                    HttpStatus.SC_NOT_FOUND ->
                    Optional.empty();
            default -> throw new SearchAnswer.Malformed("the status " + status);
        };
    }
}
