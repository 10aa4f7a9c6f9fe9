"""Short programs that real and simulated GPUs must answer alike."""
