package com.portofcontext.pctx.sandbox.guest.agent.jail;

/**
 * The jail to use, which a program was run in.
 *
 * @param jail the jail
 * @param reason why it and no other was chosen
 */
public record ChosenJail(Jail jail, String reason) {

}
