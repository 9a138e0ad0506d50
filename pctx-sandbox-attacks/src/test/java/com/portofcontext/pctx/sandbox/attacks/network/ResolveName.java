package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A name that the machine knows.
 */
class ResolveName implements Attack {

	private String address = "";

	@Override
	public List<String> prepare(Scene scene) throws IOException {
		InetAddress local = InetAddress.getLocalHost();
		this.address = local.getHostAddress();
		return List.of(local.getHostName());
	}

	@Override
	public String attack(List<String> arguments) {
		return Hostile.attempt(() -> "resolved " + InetAddress.getByName(arguments.get(0)).getHostAddress());
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		return trial.answer().contains("resolved " + this.address);
	}

}
