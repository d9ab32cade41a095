"""The way to models: connections, keys, the network, limits, calls. Only `provider` knows LiteLLM, and imports it when it is needed."""
