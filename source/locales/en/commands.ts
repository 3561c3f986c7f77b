function orUndo(again: string): string {
	return again.endsWith('undo') ? '' : '. To give everything back: k8s-wizard undo'
}

interface Proofs {
	proven: number
	present: number
	missing: number
	milliseconds: number | undefined
}

/** A fingerprint as its owners publish it: in groups of four. */
export function grouped(fingerprint: string): string {
	return fingerprint.replace(/(.{4})(?=.)/g, '$1 ')
}

export const commands = {
	'command.help': `k8s-wizard turns a bare Linux host into a Kubernetes node.

  k8s-wizard                       the wizard: questions, plan, run
  k8s-wizard --answers FILE|-      show the plan, ask for consent, carry it out
      --yes, -y                    consent given: ask nothing
      --fix=none|safe              when a step fails and nobody is asked: make
                                   no fix (default), or those without risk
      --changed-answers            go on though answers differ from the run's
      --full                       show every line of every diff
      --json                       JSON lines instead of text
  k8s-wizard plan [--answers FILE] what would change, and why; touches nothing
      --format text|json|sh        sh: a bash script of the plan
  k8s-wizard resume [--yes]        go on with a run that did not come to its end
  k8s-wizard troubleshoot          what is wrong here, why, and the fix
      --log FILE|- | --json        read a log from elsewhere; report as JSON
  k8s-wizard status [--json]       node, pods, images, certificates, changes
  k8s-wizard join-command          what the next host joins with, made afresh
      --role worker|control-plane --format answers|line|kubeadm
  k8s-wizard endpoint --to ADDRESS point the endpoint's name elsewhere, here
  k8s-wizard reset [--yes]         cluster away; the host stays prepared
      --leave [--kubeconfig FILE]  the cluster forgets this node, too
  k8s-wizard undo [--yes]          reset, then give everything else back
  k8s-wizard --demo[=HOST]         the wizard on a model host; touches nothing
  k8s-wizard --version | --help
      --lang en|zh                 default: by the locale

Exit codes: 0 done · 1 a step failed, or something found is left · 2 bad
usage or answers · 3 this host cannot take this plan, or could not look
· 4 reboot needed · 5 refused · 130 interrupted`,
	'command.usageHint':
		'To begin: k8s-wizard on a terminal, or --answers FILE. To see it without any host: k8s-wizard --demo',
	'command.seeHelp': 'How it is used: k8s-wizard --help',
	'command.verbatim': ({ text }: { text: string }) => text,
	'command.unknownFlag': ({ flag, near }: { flag: string; near: string }) =>
		`Unknown flag: ${flag}${near === '' ? '' : `. Did you mean ${near}?`}`,
	'command.unknownCommand': ({ command, near }: { command: string; near: string }) =>
		`Unknown command: ${command}${near === '' ? '' : `. Did you mean ${near}?`}`,
	'command.tooManyWords': ({ word }: { word: string }) => `One word too many: ${word}`,
	'command.flagNeedsValue': ({ flag }: { flag: string }) => `${flag} needs a value`,
	'command.flagTakesNoValue': ({ flag }: { flag: string }) => `${flag} takes no value`,
	'command.flagElsewhere': ({ flag, command }: { flag: string; command: string }) =>
		command === '' ? `${flag} belongs to a command` : `${command} does not know ${flag}`,
	'command.flagOneOf': ({ flag, value, choices }: { flag: string; value: string; choices: string }) =>
		`${flag} is one of ${choices}, not ${value}`,
	'command.noAnswersFile': ({ file }: { file: string }) => `The answers file cannot be read: ${file}`,
	'command.needsRoot': 'Only root can do this: start it with sudo. Nothing was done',
	'command.needsLinux': 'This works on Linux hosts only; k8s-wizard --demo runs everywhere',
	'command.needsSystemd': 'This host does not run systemd, which a run needs. Nothing was done',
	'command.otherRun': ({ run }: { run: string }) => `Another run owns this host: ${run}. Nothing was done`,
	'command.attached': ({ run }: { run: string }) => `Back to the run in progress: ${run}`,
	'command.failed': 'Failed:',
	'command.failure.command': ({ command }: { command: string }) => `command: ${command}`,
	'command.failure.log': ({ log }: { log: string }) => `log: ${log}`,
	'command.consent': 'Carry out this plan?',
	'command.needsConsent':
		'Nothing was done: without a terminal nobody can be asked. With --yes the plan above is carried out',
	'command.noConsent': 'Nothing was done: not agreed to',
	'command.choose': ({ count }: { count: number }) => `1-${count}, Enter for 1:`,
	'command.nothingToDo': ({ settled }: { settled: number }) =>
		`0 changes: all ${settled} are as they should be. Nothing to do`,
	'command.script.head': ({ hostname, os }: { hostname: string; os: string }) =>
		`What k8s-wizard plans for ${hostname} (${os}).\nIt keeps no before-images: what it does, “k8s-wizard undo” knows nothing of.`,
	'command.script.root': 'Only root can do this',
	'command.script.secrets': 'Secrets are read from files of yours; this script holds none.',
	'command.script.checks': 'The wizard would now look whether:',
	'command.proofs.head': 'Where everything comes from:',
	'command.proofs.ownPlace': 'this host’s own repositories',
	'command.proofs.found': ({ proven, present, missing, milliseconds }: Proofs) =>
		[
			...(proven > 0 ? [`${proven} there`] : []),
			...(present > 0 ? [`${present} on this host already`] : []),
			...(missing > 0 ? [`${missing} missing`] : []),
			...(milliseconds === undefined ? [] : [`${milliseconds} ms`]),
		].join(', '),
	'command.confirmKey': ({ where, fingerprint, owner }: { where: string; fingerprint: string; owner: string }) =>
		`${where} holds a signing key that is not known to this program:\n  ${grouped(fingerprint)}\n  ${owner}\nCompare it with what its owner publishes. Is it the right one?`,
	'command.keyRefused': ({ fingerprint }: { fingerprint: string }) =>
		`Nothing was done: the key ${fingerprint} was not confirmed`,
	'command.plan.head': ({ hostname, os, kernel }: { hostname: string; os: string; kernel: string }) =>
		`Plan for ${hostname} (${os}, kernel ${kernel})`,
	'command.plan.counts': ({
		steps,
		pending,
		settled,
		unknown,
	}: {
		steps: number
		pending: number
		settled: number
		unknown: number
	}) =>
		`${steps} steps: ${pending} changes to make, ${settled} already so${unknown === 0 ? '' : `, ${unknown} could not be looked at`}`,
	'command.plan.stepCount': ({ pending, changes }: { pending: number; changes: number }) => {
		if (changes === 0) return 'checks only'
		if (pending === 0) return 'already so'
		return pending === 1 ? '1 change' : `${pending} changes`
	},
	'command.plan.irreversible': ({ why }: { why: string }) => `! cannot be given back by undo: ${why}`,
	'command.plan.couldNotLook': ({ reason }: { reason: string }) => `could not look: ${reason}`,
	'command.plan.recovery.repeat': ({ why }: { why: string }) => `was cut off, and may simply run: ${why}`,
	'command.plan.recovery.clean-up': ({ why }: { why: string }) =>
		`! was cut off: what is left of it is cleaned up first, then it runs again: ${why}`,
	'command.plan.recovery.stop': ({ why }: { why: string }) => `! was cut off, and is not run again: ${why}`,
	'command.plan.moreLines': ({ count }: { count: number }) => `${count} more lines (all of them: --full)`,
	'command.plan.mark.pending': '+ will be changed',
	'command.plan.mark.settled': '= already so',
	'command.plan.mark.unknown': '? could not look',
	'command.event.run': ({ run }: { run: string }) => `Run ${run} begins`,
	'command.event.undo': ({ run }: { run: string }) => `Everything is given back (run ${run})`,
	'command.event.reset': ({ run }: { run: string }) => `The cluster is taken away (run ${run})`,
	'command.event.waiting': ({ what, detail }: { what: string; detail: string }) => `waiting: ${what} (${detail})`,
	'command.event.stepDone': ({ title, changed, time }: { title: string; changed: number; time: string }) =>
		`${title}: ${changed === 0 ? 'already so' : changed === 1 ? '1 change made' : `${changed} changes made`} (${time})`,
	'command.event.stepFailed': ({ title }: { title: string }) => `${title}: failed`,
	'command.event.stepBlocked': ({ title, by }: { title: string; by: string }) =>
		`${title}: not started, it needs "${by}"`,
	'command.event.stepStopped': ({ title }: { title: string }) => `${title}: stopped`,
	'command.event.answered': ({ choice }: { choice: string }) => `chosen: ${choice}`,
	'command.event.fixApplied': ({ title }: { title: string }) => `fixed: ${title}`,
	'command.event.fixFailed': ({ title }: { title: string }) => `the fix did not work: ${title}`,
	'command.event.stepSkipped': ({ title }: { title: string }) => `${title}: left out by choice`,
	'command.diagnosis.title': ({ title, sure }: { title: string; sure: string }) => `${title} (${sure})`,
	'command.diagnosis.certain': 'certain',
	'command.diagnosis.likely': 'likely',
	'command.diagnosis.possible': 'possible',
	'command.diagnosis.fix': ({ what, danger }: { what: string; danger: string }) => `Fix (${danger}): ${what}`,
	'command.diagnosis.risk.safe': 'without risk',
	'command.diagnosis.risk.ask': 'look before you agree',
	'command.diagnosis.risk.manual': 'by hand',
	'command.diagnosis.destructive': 'destroys what is there',
	'command.diagnosis.unknown': 'No known failure. The lines that tell most:',
	'command.choice': ({ title }: { title: string }) => `"${title}" has failed. What now?`,
	'command.choice.fix': ({ title }: { title: string }) => `apply the fix and go on: ${title}`,
	'command.choice.retry': 'try the step again',
	'command.choice.skip': 'leave the step out and go on',
	'command.choice.stop': 'stop here; what was done stays',
	'command.choice.undo': 'stop here and give everything back',
	'command.event.kept': ({ what, why }: { what: string; why: string }) => `kept: ${what}: ${why}`,
	'command.event.undoFailed': ({ what }: { what: string }) => `could not be given back: ${what}`,
	'command.event.ended.done': ({ time }: { time: string }) => `Done in ${time}`,
	'command.event.ended.failed': ({ time }: { time: string }) => `Ended with failures after ${time}`,
	'command.event.ended.stopped': ({ time }: { time: string }) => `Stopped after ${time}`,
	'command.ended.done': ({ logs, journal }: { logs: string; journal: string }) => `Logs: ${logs}; journal: ${journal}`,
	'command.ended.answers': ({ answers }: { answers: string }) =>
		`The answers of this run, for the next host: ${answers}`,
	'command.ended.join': ({ folder }: { folder: string }) =>
		`For the next hosts: ${folder}/join-worker.yaml (good for 24 hours) and join-control-plane.yaml (2 hours). Copy one there, then: k8s-wizard --answers FILE. Fresh ones at any time: k8s-wizard join-command`,
	'command.join.notHere':
		'Only a control plane can make what a host joins with: there is no /etc/kubernetes/admin.conf here',
	'command.join.noRecord': 'k8s-wizard has not made this host a node, so it does not know how the cluster was made',
	'command.join.until': ({ until }: { until: string }) =>
		`Good until ${until}. It holds a secret: whoever has it can join`,
	'command.endpoint.to': 'Say where the endpoint is to point: k8s-wizard endpoint --to ADDRESS (an IP address, or dns)',
	'command.endpoint.noName': ({ endpoint }: { endpoint: string }) =>
		`The endpoint of this cluster is the address ${endpoint}: an address cannot be pointed elsewhere`,
	'command.endpoint.noNode': 'This host is no node of a cluster: there is no /etc/kubernetes/pki/ca.crt',
	'command.endpoint.dead': ({ to }: { to: string }) =>
		`No API server of this cluster answers at ${to} by the endpoint's name. Nothing was done`,
	'command.leave.holdsNode': ({ node }: { node: string }) =>
		`The cluster goes on without this host. It holds: node ${node}`,
	'command.leave.holdsBoth': ({ node }: { node: string }) =>
		`The cluster goes on without this host. It holds: etcd member ${node}, node ${node}`,
	'command.leave.last': ({ names }: { names: string }) =>
		`This is the only control plane: the cluster ends with it, and its other nodes are left without one: ${names}`,
	'command.leave.majority': ({ ready, of }: { ready: number; of: number }) =>
		`Of the other control planes ${ready} of ${of} are Ready: without this one etcd would have no majority, and the cluster would stand still. Bring them back, or take their etcd members out, first`,
	'command.leave.noRights': ({ node }: { node: string }) =>
		`The cluster goes on without this host and holds node ${node}. It cannot be taken out from here: a worker has no such rights, a file given with --kubeconfig may`,
	'command.leave.couldNotLook': ({ reason }: { reason: string }) =>
		`What the cluster holds of this host could not be looked at: ${reason}`,
	'command.leave.consent': ({ node }: { node: string }) =>
		`Take ${node} out of the cluster too (etcd member first, where there is one, then the node)?`,
	'command.leave.byHand': ({ node }: { node: string }) =>
		`What the cluster holds of this host stays until, on a control plane:\nkubectl delete node ${node}`,
	'command.ended.failed': ({ logs, again }: { logs: string; again: string }) =>
		`What was done stays. To go on: ${again}${orUndo(again)}. Logs: ${logs}`,
	'command.ended.stopped': ({ again }: { again: string }) => `Stopped. To go on: ${again}${orUndo(again)}`,
	'command.ended.died': ({ log, again }: { log: string; again: string }) =>
		`The run was cut off: its process is gone. To go on: ${again}. What it said last may be in ${log}`,
	'command.ended.detached': 'The run goes on without this screen. To come back to it: k8s-wizard resume',
	'command.stopping': 'The run stops after its current change. Ctrl-C again leaves the screen, the run still stops',
	'command.interrupt': 'The run is still going on:',
	'command.interrupt.goOn': 'let it go on, and stay',
	'command.interrupt.stop': 'stop it after its current change',
	'command.interrupt.leave': 'let it go on, and leave this screen',
	'command.wasCutOff': ({ run }: { run: string }) => `An earlier run was cut off: ${run}`,
	'command.wasNotFinished': ({ run }: { run: string }) => `An earlier run did not come to its end: ${run}`,
	'command.wasDone': ({ changes, steps, of }: { changes: number; steps: number; of: number }) =>
		`It made ${changes} changes and finished ${steps} of ${of} steps`,
	'command.standing.applied': ({ step, what }: { step: string; what: string }) =>
		`Cut off in "${step}": ${what}. The host shows that it was applied`,
	'command.standing.not-applied': ({ step, what }: { step: string; what: string }) =>
		`Cut off in "${step}": ${what}. The host shows that it was not applied, or not wholly`,
	'command.standing.unknown': ({ step, what }: { step: string; what: string }) =>
		`Cut off in "${step}": ${what}. It is not part of this plan, or could not be looked at`,
	'command.nothingToResume': 'There is no unfinished run. Nothing to do',
	'command.requestGone': ({ run }: { run: string }) =>
		`What run ${run} was asked for cannot be read any more. Give the answers again: k8s-wizard --answers FILE`,
	'command.changedAnswers': ({ run }: { run: string }) =>
		`These are other answers than the unfinished run ${run} began with:`,
	'command.changedAnswers.line': ({ key, was, is }: { key: string; was: string; is: string }) =>
		`${key}: ${was} -> ${is}`,
	'command.changedAnswers.todo':
		'Nothing was done. k8s-wizard resume goes on with the first answers, --changed-answers with these, k8s-wizard undo gives everything back',
	'command.changedAnswers.confirm': 'Go on with the new answers?',
	'command.undo.nothing': 'There is nothing to give back: the wizard has changed nothing on this host',
	'command.undo.head': ({ changes }: { changes: number }) =>
		`${changes} changes will be given back, the last one first:`,
	'command.undo.line': ({ step, what }: { step: string; what: string }) => `  - ${step}: ${what}`,
	'command.undo.consent': 'Give all of this back?',
	'command.undo.residue': 'These paths may differ from before, and nothing else:',
	'command.undo.residueLine': ({ path, why }: { path: string; why: string }) => `  ${path}: ${why}`,
	'command.reset.nothing': 'There is no cluster here that the wizard has made',
	'command.reset.head': ({ changes }: { changes: number }) =>
		`The cluster on this host goes away with all that runs in it; ${changes} changes are given back:`,
	'command.reset.consent': 'Take the cluster away?',
	'command.status.nodes': 'Nodes',
	'command.status.node': ({
		name,
		ready,
		version,
		detail,
	}: {
		name: string
		ready: boolean
		version: string
		detail: string
	}) => (ready ? `${name}: Ready, ${version}` : `${name}: not ready, ${version}: ${detail}`),
	'command.status.pods': 'Pods',
	'command.status.pod': ({
		namespace,
		name,
		phase,
		ready,
		containers,
		restarts,
	}: {
		namespace: string
		name: string
		phase: string
		ready: number
		containers: number
		restarts: number
	}) => `${namespace}/${name}: ${phase}, ${ready}/${containers} ready, ${restarts} restarts`,
	'command.status.noCluster': 'No cluster on this host',
	'command.status.images': 'Images',
	'command.status.certificates': 'Certificates',
	'command.status.certificate': ({ path, date, daysLeft }: { path: string; date: string; daysLeft: number }) =>
		daysLeft < 0 ? `${path}: expired on ${date}` : `${path}: until ${date}, ${daysLeft} days left`,
	'command.status.changes': 'What k8s-wizard changed',
	'command.status.change': ({ step, what }: { step: string; what: string }) => `${step}: ${what}`,
	'command.status.cutOff': ({ step, what }: { step: string; what: string }) =>
		`${step}: ${what} (begun, not reported done)`,
	'command.status.lastRun': ({ run, result, logs }: { run: string; result: string; logs: string }) =>
		`Last run: ${run}, ${result}. Logs: ${logs}`,
	'command.status.running': ({ run }: { run: string }) =>
		`A run is in progress: ${run}. To watch it: k8s-wizard resume`,
	'command.status.couldNotLook': ({ reason }: { reason: string }) => `could not look: ${reason}`,
	'command.status.none': 'none',
	'command.event.fix': ({ run }: { run: string }) => `The fix is made (run ${run})`,
	'troubleshoot.looking': 'Looking at this host; nothing is changed',
	'troubleshoot.choose': 'What now?',
	'troubleshoot.choose.apply': 'apply the fix',
	'troubleshoot.choose.skip': 'leave it and go on',
	'troubleshoot.choose.explain': 'explain',
	'troubleshoot.choose.stop': 'stop here',
	'troubleshoot.stopped': 'Stopped. What was fixed stays fixed',
	'troubleshoot.holds': ({ what }: { what: string }) => `It is healed when this holds: ${what}`,
	'troubleshoot.source': ({ source }: { source: string }) => `Where this is known from: ${source}`,
	'troubleshoot.left': ({ count }: { count: number }) => (count === 1 ? '1 thing is left' : `${count} things are left`),
	'troubleshoot.nothing': 'Nothing found: no known failure shows',
	'troubleshoot.unread': ({ name, reason }: { name: string; reason: string }) => `could not look: ${name}: ${reason}`,
	'troubleshoot.noLog': ({ file }: { file: string }) => `The log cannot be read: ${file}`,
	'troubleshoot.jsonReports': '--json only reports; to apply fixes leave it out',
	'troubleshoot.title': 'Troubleshooting',
	'command.demo.composed':
		'A composed model host: made up to look like the real one, no host is touched and no network used',
	'command.demo.unknownHost': ({ host, hosts }: { host: string; hosts: string }) =>
		`There is no model host ${host}. There are: ${hosts}`,
} as const
