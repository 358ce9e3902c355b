package org.dicomaccess.keycloak.http.call;

import java.security.SecureRandom;
import org.dicomaccess.keycloak.apikey.LastUses;
import org.dicomaccess.keycloak.mapper.KnownGivenStudies;
import org.dicomaccess.keycloak.share.KnownShares;
import org.dicomaccess.keycloak.share.WrongCodes;
import org.dicomaccess.keycloak.token.VerifiedTokens;

/**
 * What lives as long as the server, for all realms.
 *
 * @param verifiedTokens study tokens whose signature was verified
 * @param knownShares shares whose tokens were seen
 * @param givenStudies what shares give users who lately asked
 * @param wrongCodes who tried share links that do not exist
 * @param lastUses when API keys were used
 * @param endedSignIns sign-ins that were found to be over a moment ago
 * @param refusedUserTokens users' access tokens that were refused a moment ago
 * @param random for whatever must not be guessed
 */
public record ServerMemory(
        VerifiedTokens verifiedTokens,
        KnownShares knownShares,
        KnownGivenStudies givenStudies,
        WrongCodes wrongCodes,
        LastUses lastUses,
        EndedSignIns endedSignIns,
        RefusedUserTokens refusedUserTokens,
        SecureRandom random)
        implements AutoCloseable {

    @Override
    public void close() {
        knownShares.close();
        lastUses.close();
        givenStudies.close();
        wrongCodes.close();
        endedSignIns.close();
        refusedUserTokens.close();
        verifiedTokens.close();
    }
}
