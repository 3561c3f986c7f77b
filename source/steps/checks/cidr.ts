import { Address4, Address6 } from 'ip-address'

const read = (text: string): Address4 | Address6 => (text.includes(':') ? new Address6(text) : new Address4(text))

/** The nth address of a subnet, 0 being the subnet's own: '10.96.0.0/12', 10 → '10.96.0.10'. */
export function nthAddress(subnet: string, n: number): string {
	const first = read(subnet).startAddress().bigInt() + BigInt(n)
	return subnet.includes(':') ? Address6.fromBigInt(first).correctForm() : Address4.fromBigInt(first).correctForm()
}

export function holdsAddress(subnet: string, address: string): boolean {
	if (subnet.includes(':') !== address.includes(':')) return false
	const [one, whole] = [read(address), read(subnet)]
	return one.bigInt() >= whole.startAddress().bigInt() && one.bigInt() <= whole.endAddress().bigInt()
}
