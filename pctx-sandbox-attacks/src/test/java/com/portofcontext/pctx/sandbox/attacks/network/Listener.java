package com.portofcontext.pctx.sandbox.attacks.network;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;

import com.portofcontext.pctx.sandbox.attacks.Attack;
import com.portofcontext.pctx.sandbox.attacks.Hostile;
import com.portofcontext.pctx.sandbox.attacks.Scene;
import com.portofcontext.pctx.sandbox.attacks.Trial;

/**
 * A service of its own, to which others could connect.
 */
class Listener implements Attack {

	@Override
	public String attack(List<String> arguments) throws IOException, InterruptedException {
		try (ServerSocket server = new ServerSocket(0)) {
			System.out.println("port=" + server.getLocalPort() + ";");
			Hostile.hold();
			return "";
		}
	}

	@Override
	public boolean succeeded(Scene scene, Trial trial) {
		String answer = trial.answer();
		int begin = answer.indexOf("port=") + 5;
		int port = Integer.parseInt(answer.substring(begin, answer.indexOf(';', begin)));
		try (Socket socket = new Socket("127.0.0.1", port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
