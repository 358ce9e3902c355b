package org.dicomaccess.keycloak.http.pages;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a share is given.
 *
 * @param studies what is shared
 * @param viewers codes of the viewers to choose from, the usual one first
 * @param days how long it may live, to choose from; empty when that is for the realm to say
 * @param usualDays the one that is chosen at first
 * @param passcodeRequired whether there must be a passcode
 * @param download whether it may be allowed
 * @param entered what was entered before, by the fields' names
 * @param complaint what was wrong with it
 */
public record ShareFormModel(
        Menu menu,
        List<StudyRow> studies,
        List<String> viewers,
        List<Integer> days,
        int usualDays,
        boolean passcodeRequired,
        boolean download,
        Map<String, String> entered,
        @Nullable Complaint complaint) {}
