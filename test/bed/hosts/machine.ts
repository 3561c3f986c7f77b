import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { quote } from 'zx'
import { installTools } from '../debian.ts'
import { BedError } from '../errors.ts'
import { network, runRoot } from '../paths.ts'
import { end, identify, isAlive, type ProcessId } from '../processes.ts'
import { run } from '../shell.ts'
import { execute } from './execute.ts'
import type { Host, HostKind, HostRecord, RunOptions, UpRequest } from './host.ts'
import { tarCopies } from './copies.ts'
import { hostVerbs } from './verbs.ts'

/** A host as an emulated machine with its own kernel; its disk is `folder/disk.raw`, a copy that shares unchanged blocks. */
export const machine: HostKind = { up, open, down }
