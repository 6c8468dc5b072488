"""How often anybody may ask, counted once for all processes.

rates              what one visitor and one address may ask for in a minute
addresses proxies  who the address belongs to, behind a known number of proxies
cache              the shared cache in the site's own database; counts atomically
failover           a cache of this process alone, while the shared one is down
shared_connection  one connection to the database for a pool of threads
"""
