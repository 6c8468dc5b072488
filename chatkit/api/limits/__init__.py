"""How often anybody may ask, counted once for all processes.

rates              what one visitor and one address may ask for in a minute
addresses proxies  who the address belongs to, behind a known number of proxies
cache redis        the shared cache, in the site's own database or in Redis: both count
                   many keys at once, exactly
batch              what many requests ask of it at the moment, asked at once
failover           a cache of this process alone, while the shared one is down
"""
