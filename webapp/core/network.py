"""Network addresses: how they are written down, and which of them belong to one connection."""

from ipaddress import IPv6Address, ip_address


def written(address: str | None) -> str:
    """An address in the one way it is kept: IPv6 in full, so that networks are prefixes.

    Empty for what is no address (none is known, a socket file).
    """
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return found.exploded


def network(address: str) -> str:
    """What the addresses of one subscriber begin with: an IPv4 address, an IPv6 /64.

    Args:
        address: As `written` gives it.
    """
    return address[:20] if ":" in address else address


def shown(address: str) -> str:
    """A kept address as people write it."""
    try:
        return ip_address(address).compressed
    except ValueError:
        return address
