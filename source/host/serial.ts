import { readlinkSync } from 'node:fs'

/** Whether standard input is a serial line or a hypervisor's console, which are slow and often do not know their size. */
export function isSerialLine(): boolean {
	try {
		return /^\/dev\/(ttyS|ttyAMA|ttyUSB|hvc|console)/.test(readlinkSync('/proc/self/fd/0'))
	} catch {
		return false
	}
}
