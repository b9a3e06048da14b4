import ArgumentParser

/// Where it all begins.
@main
enum Program {
    static func main() async {
        Memory.spare()
        await Earshot.main()
    }
}
