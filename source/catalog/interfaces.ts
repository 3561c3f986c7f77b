/**
 * Interfaces that CNIs and kube-proxy make: their addresses and routes are the cluster's own, so a second run does not
 * take them for the host's network. Sources: the CNIs' own names (flannel backends.md, calico felix configuration,
 * containernetworking/plugins, kubernetes pkg/proxy/ipvs).
 */
export const clusterInterface =
	/^(cni\d+|flannel[.-]\S+|flannel-wg|cali\S+|tunl0|vxlan\.calico|wireguard\.cali|cilium_\S+|lxc\S+|veth\S+|kube-ipvs0|kube-bridge|nodelocaldns)$/
