/** Sign-in with SRP, for Amazon Cognito; loaded where it is the instance's flow. */
import {
  createSrpSession,
  signSrpSession,
  wrapAuthChallenge,
  wrapInitiateAuth,
} from "cognito-srp-helper";

import type { InstanceConfig } from "@/api/config";

import { type SignInAnswer, type Tokens, call, tokensOf } from "./cognito";

export async function signInWithSrp(
  config: InstanceConfig,
  username: string,
  password: string,
): Promise<Tokens> {
  const session = createSrpSession(username, password, config.userPoolId, false);
  const challenge = await call<SignInAnswer>(
    "InitiateAuth",
    wrapInitiateAuth(session, {
      ClientId: config.userPoolClientId,
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: username },
    }),
  );
  const signed = signSrpSession(session, challenge);
  const answer = wrapAuthChallenge(signed, {
    ClientId: config.userPoolClientId,
    ChallengeName: "PASSWORD_VERIFIER",
    ChallengeResponses: {
      USERNAME: challenge.ChallengeParameters?.["USER_ID_FOR_SRP"] ?? username,
    },
    ...(challenge.Session ? { Session: challenge.Session } : {}),
  });
  return tokensOf(await call<SignInAnswer>("RespondToAuthChallenge", answer));
}
