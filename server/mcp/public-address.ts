import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Everything that is not the public internet: this machine, private and shared networks, links, multicast, documentation. */
const inner = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) inner.addSubnet(network, prefix, 'ipv4');

/** Of version 6 only what is given out worldwide (2000::/3), without the ranges that lead back into version 4 or nowhere. */
const outer = new BlockList();
outer.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) inner.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address lies in the public internet. An IPv4 address in IPv6 clothes is inner: nobody needs it. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !inner.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return outer.check(address, 'ipv6') && !inner.check(address, 'ipv6');
}
