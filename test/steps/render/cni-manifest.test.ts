import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { cnis } from '../../../source/catalog/cni.ts'
import { cniManifest, ManifestError } from '../../../source/steps/render/cni-manifest.ts'

const flannel = `# kept
kind: ConfigMap
apiVersion: v1
metadata:
  name: kube-flannel-cfg
data:
  net-conf.json: |
    {
      "Network": "10.244.0.0/16",
      "EnableNFTables": false,
      "Backend": { "Type": "vxlan" }
    }
---
kind: DaemonSet
apiVersion: apps/v1
metadata:
  name: kube-flannel-ds
  annotations:
    image: "not an image of a container"
spec:
  template:
    spec:
      initContainers:
        - name: install-cni
          image: ghcr.io/flannel-io/flannel:v0.28.9
      containers:
        - name: kube-flannel
          image: ghcr.io/flannel-io/flannel:v0.28.9 # the same
        - name: other
          image: ghcr.io/flannel-io/other:v1
`

const render = (podSubnet: readonly string[]) =>
	cniManifest(flannel, { podSubnet, image: name => name.replace('ghcr.io', 'mirror.example') })

test('every container runs the mirror’s image, each named once', () => {
	const { text, images } = render(['10.50.0.0/16'])
	expect(images).toEqual(['mirror.example/flannel-io/flannel:v0.28.9', 'mirror.example/flannel-io/other:v1'])
	expect(text).not.toContain('ghcr.io')
	expect(text).toContain('image: "not an image of a container"')
	expect(text).toContain('# kept')
})

test.each([
	[['10.50.0.0/16'], { Network: '10.50.0.0/16' }],
	[['10.50.0.0/16', 'fd00::/56'], { Network: '10.50.0.0/16', EnableIPv6: true, IPv6Network: 'fd00::/56' }],
])('flannel hands out addresses of %j and keeps its other settings', (podSubnet, expected) => {
	const [configMap] = [...parseAllDocuments(render(podSubnet).text)]
	expect(JSON.parse(String(configMap?.getIn(['data', 'net-conf.json'])))).toEqual({
		EnableNFTables: false,
		Backend: { Type: 'vxlan' },
		...expected,
	})
})

test.each([
	['YAML that is none', 'kind: [ConfigMap'],
	['a config map without its network', flannel.replace('net-conf.json', 'other.json')],
	['a network that is no JSON', flannel.replace('"Network"', 'Network')],
])('%s is refused', (_, text) => {
	expect(() => cniManifest(text, { podSubnet: ['10.50.0.0/16'], image: name => name })).toThrow(ManifestError)
})

/** As Calico's manifest has it: the subnet stays a comment, since its pods read kubeadm's own config map. */
const calico = `kind: DaemonSet
apiVersion: apps/v1
metadata:
  name: calico-node
spec:
  template:
    spec:
      initContainers:
        - name: upgrade-ipam
          image: docker.io/calico/cni:v3.25.2
      containers:
        - name: calico-node
          image: docker.io/calico/node:v3.25.2
          env:
            # - name: CALICO_IPV4POOL_CIDR
            #   value: "192.168.0.0/16"
            - name: CALICO_IPV4POOL_IPIP
              value: "Always"
---
kind: Deployment
apiVersion: apps/v1
metadata:
  name: calico-kube-controllers
spec:
  template:
    spec:
      containers:
        - name: calico-kube-controllers
          image: docker.io/calico/kube-controllers:v3.25.2
`

test('calico keeps its subnet from kubeadm, and runs the mirror’s images', () => {
	const { text, images } = cniManifest(calico, {
		podSubnet: ['10.50.0.0/16'],
		image: name => name.replace('docker.io', 'docker.m.daocloud.io'),
	})
	expect(images).toEqual(['cni', 'node', 'kube-controllers'].map(name => `docker.m.daocloud.io/calico/${name}:v3.25.2`))
	expect(text).not.toMatch(/^\s*- name: CALICO_IPV4POOL_CIDR/m)
	expect(text).toContain('#   value: "192.168.0.0/16"')
})

test('what calico runs is what the catalog says it runs', () => {
	const [oldest] = cnis.calico.manifests
	expect(cniManifest(calico, { podSubnet: [], image: name => name }).images).toEqual(oldest?.images)
})
