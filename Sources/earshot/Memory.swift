import CMalloc

/// What the C library does with memory that was freed.
enum Memory {
    /// The C library keeps an arena per thread and the space of large buffers that were freed; both suit programs that
    /// own the machine. Two arenas and buffers that go back at once keep a quarter of the memory from sitting idle.
    static func spare() {
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        mallopt(M_TRIM_THRESHOLD, 4 << 20)
    }

    /// For a command that does one thing as fast as it can: what a batch frees, the next one needs again, and getting it
    /// from the kernel page by page costs more than the work that is done in it.
    static func keep() {
        mallopt(M_MMAP_THRESHOLD, 8 << 20)
        mallopt(M_TRIM_THRESHOLD, 256 << 20)
    }

    /// Gives freed memory back to the system.
    static func trim() { malloc_trim(0) }
}
