import ArgumentParser
import CMalloc

/// Where it all begins.
@main
enum Program {
    static func main() async {
        tuneMemory()
        await Earshot.main()
    }

    /// The C library keeps an arena per thread and the space of large buffers that were freed; both suit programs that
    /// own the machine. Two arenas and buffers that go back at once keep a quarter of the memory from sitting idle.
    private static func tuneMemory() {
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        mallopt(M_TRIM_THRESHOLD, 4 << 20)
    }
}
