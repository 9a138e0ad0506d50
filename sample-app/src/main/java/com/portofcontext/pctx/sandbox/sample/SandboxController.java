package com.portofcontext.pctx.sandbox.sample;

import java.util.List;

import com.portofcontext.pctx.sandbox.SandboxOperations;
import com.portofcontext.pctx.sandbox.SandboxReport;
import com.portofcontext.pctx.sandbox.SandboxResult;
import com.portofcontext.pctx.sandbox.SandboxStatus;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows what a call made now runs in, what was proven about it, and what stands ready.
 */
@RestController
@RequestMapping("/api/sandbox")
class SandboxController {

	private final SandboxOperations sandbox;

	SandboxController(SandboxOperations sandbox) {
		this.sandbox = sandbox;
	}

	@GetMapping
	View show() {
		SandboxResult<String> result = this.sandbox.call("sandboxProbe", "javaVersion");
		return View.of(result.value(), result.report(), this.sandbox.status());
	}

	/**
	 * What is shown.
	 */
	record View(String machine, String jail, String limits, List<String> proof, List<String> unenforced, String java,
			String wallTime, String cpuTime, String peakMemory, int maxWorkers, List<SandboxStatus.Pool> pools) {

		static View of(String java, SandboxReport report, SandboxStatus status) {
			return new View(report.machine(), report.jail(), report.limits(), report.proof(), report.unenforced(), java,
					report.wallTime().toMillis() + " ms", report.cpuTime().toMillis() + " ms",
					report.peakMemory().toMegabytes() + " MB", status.maxWorkers(), status.pools());
		}

	}

}
