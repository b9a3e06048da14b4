import ArgumentParser
import Glibc

/// Where it all begins.
@main
enum Program {
    static func main() async {
        Memory.spare()
        if let remark = Earshot.remark(onCommand: CommandLine.arguments) {
            complain(remark)
            exit(EX_USAGE)
        }
        await Earshot.main()
    }
}
