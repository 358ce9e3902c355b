package org.dicomaccess.keycloak.stack;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.dicomaccess.keycloak.stack.samples.SampleStudy;

/** OHIF's own list of studies, as somebody sees it who signed in. */
public final class StudyListPage {

    /** Milliseconds, as Playwright counts. */
    private static final double PATIENCE = 60_000;

    private static final int ACCESSION_COLUMN = 4;

    private final Page page;

    public StudyListPage(Page page) {
        this.page = page;
    }

    /** Waits until it has this many rows, and reads their accession numbers from top to bottom. */
    public List<String> awaitAccessionNumbers(int count) {
        page.waitForCondition(
                () -> rows().count() == count,
                new Page.WaitForConditionOptions().setTimeout(PATIENCE));
        return rows().all().stream()
                .map(row -> row.locator("td").nth(ACCESSION_COLUMN).innerText())
                .toList();
    }

    /** Opens one of them in the basic viewer. */
    public void open(SampleStudy study) {
        rows().filter(new Locator.FilterOptions().setHasText(study.accessionNumber())).click();
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Basic Viewer").setExact(true))
                .click();
    }

    /** Signs out by the list's own menu. */
    public void signOut() {
        page.getByLabel("Open settings").click();
        page.getByText("Logout").click();
    }

    private Locator rows() {
        return page.locator("tbody tr[aria-selected]");
    }
}
