"""How things run: the one asyncio loop thread, the pool of workers, the garbage collector's manners."""
