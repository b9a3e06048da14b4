import ArgumentParser
import Glibc

/// Where it all begins.
@main
enum Program {
    static func main() async {
        NewStart.hangUp()
        Memory.spare()
        if let remark = Earshot.remark(onCommand: CommandLine.arguments) {
            complain(remark)
            exit(EX_USAGE)
        }
        await Earshot.main()
    }
}
