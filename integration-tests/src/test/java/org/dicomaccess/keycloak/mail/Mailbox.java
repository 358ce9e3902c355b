package org.dicomaccess.keycloak.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.testframework.mail.MailServer;

/** What the mail server of a test took, decoded as a mail reader does it. */
public final class Mailbox {
    private Mailbox() {}

    /** Everything so far, the oldest first. */
    public static List<Mail> of(MailServer server) {
        return Arrays.stream(server.getReceivedMessages()).map(Mailbox::read).toList();
    }

    /** The one message there is. */
    public static Mail only(MailServer server) {
        List<Mail> mails = of(server);
        if (mails.size() != 1) {
            throw new AssertionError("one message expected: " + mails);
        }
        return mails.get(0);
    }

    private static Mail read(MimeMessage message) {
        try {
            Multipart parts = (Multipart) message.getContent();
            if (parts.getCount() != 2 || !message.isMimeType("multipart/alternative")) {
                throw new AssertionError("text and HTML expected: " + message.getContentType());
            }
            return new Mail(
                    Arrays.stream(message.getAllRecipients()).map(Object::toString).toList(),
                    message.getSubject(),
                    read("text/plain", parts.getBodyPart(0)),
                    read("text/html", parts.getBodyPart(1)),
                    headers(message.getAllHeaderLines()));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(String type, BodyPart part) throws MessagingException, IOException {
        if (!part.isMimeType(type) || !part.getContentType().toLowerCase().contains("utf-8")) {
            throw new AssertionError(type + " expected: " + part.getContentType());
        }
        return ((String) part.getContent()).replace("\r\n", "\n").strip();
    }

    private static List<String> headers(Enumeration<String> lines) {
        return Stream.iterate(lines, Enumeration::hasMoreElements, same -> same)
                .map(Enumeration::nextElement)
                .toList();
    }

    /**
     * A message.
     *
     * @param headers as they came, one a line, folded ones with their folds
     */
    public record Mail(
            List<String> to, String subject, String text, String html, List<String> headers) {

        /** Both parts, one after the other. */
        public List<String> parts() {
            return List.of(text, html);
        }

        /** The names of all headers. */
        public List<String> headerNames() {
            return headers.stream().map(line -> line.split(":", 2)[0]).toList();
        }

        /** The link targets in the HTML. */
        public List<String> links() {
            String[] pieces = html.split("href=\"", -1);
            return IntStream.range(1, pieces.length)
                    .mapToObj(piece -> pieces[piece].split("\"", 2)[0])
                    .toList();
        }
    }
}
