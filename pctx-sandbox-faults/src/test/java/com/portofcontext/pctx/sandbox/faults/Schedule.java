package com.portofcontext.pctx.sandbox.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import com.portofcontext.pctx.sandbox.guest.agent.jail.JailKind;

/**
 * Which faults a run injects: all combinations of kind and step, in an order that a seed
 * decides, then all of them again in the other jail, until there are enough.
 */
final class Schedule {

	private Schedule() {
	}

	static List<Fault> of(int count, long seed) {
		Random random = new Random(seed);
		List<Fault> faults = new ArrayList<>();
		for (int round = 0; faults.size() < count; round++) {
			List<Fault> all = all(round);
			Collections.shuffle(all, random);
			for (Fault fault : all.subList(0, Math.min(all.size(), count - faults.size()))) {
				faults.add(new Fault(faults.size() + 1, fault.kind(), fault.step(), fault.jail()));
			}
		}
		return faults;
	}

	/** How many faults it takes to have each kind at each of its steps. */
	static int combinations() {
		return all(0).size();
	}

	private static List<Fault> all(int round) {
		List<Fault> faults = new ArrayList<>();
		JailKind[] jails = JailKind.values();
		for (FaultKind kind : FaultKind.values()) {
			for (Step step : kind.steps()) {
				faults.add(new Fault(0, kind, step, jails[(faults.size() + round) % jails.length]));
			}
		}
		return faults;
	}

}
