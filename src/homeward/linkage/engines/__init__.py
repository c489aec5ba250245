"""Where the kernel of bulk linkage runs: in this process and its children (`local`) or on Spark (`spark`). Both give
the same offers; nothing else of the library knows on which it ran."""
