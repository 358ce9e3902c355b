package org.dicomaccess.keycloak;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the direction of the arrows between packages, and the pure packages pure. */
class ArchitectureTest {
    private static final String ROOT = "org.dicomaccess.keycloak";
    private static final String DICOM = ROOT + ".dicom..";
    private static final String CHECK = ROOT + ".check..";
    private static final String TOKEN = ROOT + ".token..";
    private static final String SETTINGS = ROOT + ".settings..";
    private static final String MAIL = ROOT + ".mail..";
    private static final String SHARE = ROOT + ".share..";
    private static final String SHARE_JPA = ROOT + ".share.jpa..";
    private static final String VIEWER = ROOT + ".viewer..";
    private static final String PROFILE = ROOT + ".profile..";
    private static final String API_KEY_JPA = ROOT + ".apikey.jpa..";
    private static final String API_KEY = ROOT + ".apikey..";
    private static final String ROLES = ROOT + ".roles..";
    private static final String ROLES_JPA = ROOT + ".roles.jpa..";
    private static final String MAPPER = ROOT + ".mapper..";
    private static final String DICOMWEB = ROOT + ".dicomweb..";
    private static final String DETAILS = ROOT + ".details..";
    private static final String HTTP = ROOT + ".http..";

    private static final JavaClasses MAIN =
            new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void dicom_knows_the_language_and_itself_only() {
        classes()
                .that()
                .resideInAPackage(DICOM)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", DICOM)
                .check(MAIN);
    }

    @Test
    void check_knows_the_language_dicom_and_itself_only() {
        classes()
                .that()
                .resideInAPackage(CHECK)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify.annotations..", DICOM, CHECK)
                .check(MAIN);
    }

    @Test
    void token_rests_on_check_dicom_and_settings_only() {
        noClasses()
                .that()
                .resideInAPackage(TOKEN)
                .should()
                .dependOnClassesThat(are_ours_but_not_in(TOKEN, CHECK, DICOM, SETTINGS))
                .check(MAIN);
    }

    @Test
    void settings_rest_on_check_and_dicom_only() {
        noClasses()
                .that()
                .resideInAPackage(SETTINGS)
                .should()
                .dependOnClassesThat(are_ours_but_not_in(SETTINGS, CHECK, DICOM))
                .check(MAIN);
    }

    @Test
    void mail_rests_on_dicom_and_settings_only() {
        noClasses()
                .that()
                .resideInAPackage(MAIL)
                .should()
                .dependOnClassesThat(are_ours_but_not_in(MAIL, DICOM, SETTINGS))
                .check(MAIN);
    }

    @Test
    void viewer_rests_on_token_settings_and_dicom_only() {
        noClasses()
                .that()
                .resideInAPackage(VIEWER)
                .should()
                .dependOnClassesThat(are_ours_but_not_in(VIEWER, TOKEN, SETTINGS, DICOM))
                .check(MAIN);
    }

    @Test
    void share_rests_on_viewer_mail_token_settings_and_dicom_only() {
        noClasses()
                .that()
                .resideInAPackage(SHARE)
                .should()
                .dependOnClassesThat(
                        are_ours_but_not_in(SHARE, VIEWER, MAIL, TOKEN, SETTINGS, DICOM))
                .check(MAIN);
    }

    @Test
    void profile_rests_on_settings_and_token_only() {
        noClasses()
                .that()
                .resideInAPackage(PROFILE)
                .should()
                .dependOnClassesThat(are_ours_but_not_in(PROFILE, SETTINGS, TOKEN))
                .check(MAIN);
    }

    @Test
    void api_keys_rest_on_settings_only() {
        noClasses()
                .that()
                .resideInAPackage(API_KEY)
                .should()
                .dependOnClassesThat(are_ours_but_not_in(API_KEY, SETTINGS))
                .check(MAIN);
    }

    @Test
    void roles_rest_on_settings_only() {
        noClasses()
                .that()
                .resideInAPackage(ROLES)
                .should()
                .dependOnClassesThat(are_ours_but_not_in(ROLES, SETTINGS))
                .check(MAIN);
    }

    @Test
    void roles_themselves_do_not_know_how_they_are_kept() {
        noClasses()
                .that()
                .resideInAPackage(ROLES)
                .and()
                .resideOutsideOfPackage(ROLES_JPA)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROLES_JPA)
                .check(MAIN);
    }

    @Test
    void mapper_rests_on_profile_share_settings_check_and_dicom_only() {
        noClasses()
                .that()
                .resideInAPackage(MAPPER)
                .should()
                .dependOnClassesThat(
                        are_ours_but_not_in(MAPPER, PROFILE, SHARE, SETTINGS, CHECK, DICOM))
                .check(MAIN);
    }

    @Test
    void the_share_itself_does_not_know_how_it_is_kept() {
        noClasses()
                .that()
                .resideInAPackage(SHARE)
                .and()
                .resideOutsideOfPackage(SHARE_JPA)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SHARE_JPA)
                .check(MAIN);
    }

    @Test
    void entities_and_statements_are_where_rows_are_kept_only() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SHARE_JPA, ROLES_JPA, API_KEY_JPA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.persistence..", "org.hibernate..", "liquibase..")
                .check(MAIN);
    }

    @Test
    void doors_reach_the_database_through_one_place() {
        noClasses()
                .that()
                .resideInAPackage(HTTP)
                .and()
                .resideOutsideOfPackages(ROOT + ".http", ROOT + ".http.call")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SHARE_JPA, ROLES_JPA, API_KEY_JPA)
                .check(MAIN);
    }

    @Test
    void dicomweb_rests_on_settings_and_dicom_only() {
        noClasses()
                .that()
                .resideInAPackage(DICOMWEB)
                .should()
                .dependOnClassesThat(are_ours_but_not_in(DICOMWEB, SETTINGS, DICOM))
                .check(MAIN);
    }

    @Test
    void details_rest_on_mapper_dicomweb_profile_check_settings_and_dicom_only() {
        noClasses()
                .that()
                .resideInAPackage(DETAILS)
                .should()
                .dependOnClassesThat(
                        are_ours_but_not_in(
                                DETAILS, MAPPER, DICOMWEB, PROFILE, CHECK, SETTINGS, DICOM))
                .check(MAIN);
    }

    @Test
    void nothing_below_http_knows_http() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HTTP)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HTTP)
                .check(MAIN);
    }

    @Test
    void packages_know_each_other_one_way_only() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void every_class_is_in_our_own_packages() {
        classes().should().resideInAPackage(ROOT + "..").check(MAIN);
    }

    private static DescribedPredicate<JavaClass> are_ours_but_not_in(String... packages) {
        return resideInAPackage(ROOT + "..").and(resideOutsideOfPackages(packages));
    }
}
