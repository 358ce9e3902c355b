package org.dicomaccess.keycloak.details;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** For whom a token is made: a user, through a client that they signed in to. */
record Holder(UserSessionModel userSession, ClientSessionContext context) {

    ClientModel client() {
        return context.getClientSession().getClient();
    }

    UserModel user() {
        return userSession.getUser();
    }

    AgreedDetails agreed() {
        return AgreedDetails.of(context.getClientSession());
    }
}
