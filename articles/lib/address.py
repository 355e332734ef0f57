"""Who asks: the address of a reader behind proxies that may or may not be believed (decision 12)."""

from ipaddress import ip_address, ip_network


def _parsed(text):
    try:
        return ip_address(text.strip())
    except ValueError:
        return None


def client_address(remote, forwarded, trusted):
    """The nearest address that is not one of our own proxies.

    remote '10.0.0.2', forwarded '1.2.3.4, 10.0.0.9', trusted [10.0.0.0/8] -> '1.2.3.4'. Without trust in `remote`
    the header is only a claim: -> '10.0.0.2'. An unreadable hop ends the search at the last believed one.
    """
    nearest = _parsed(remote)
    for hop in reversed(forwarded.split(",") if forwarded else []):
        if nearest is None or not any(nearest in network for network in trusted):
            break
        if (address := _parsed(hop)) is None:
            break
        nearest = address
    return _household(nearest) if nearest else ""


def _household(address):
    """A reader on IPv6 has 2**64 addresses: they count as one. '2001:db8::7' -> '2001:db8::/64'."""
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
