import Glibc

/// Writes to standard error, for people; standard output is for answers.
func complain(_ text: String, end: String = "\n") {
    let bytes = Array((text + end).utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}

func readStandardInput() -> String {
    var text = ""
    while let line = readLine(strippingNewline: false) { text += line }
    return text
}
