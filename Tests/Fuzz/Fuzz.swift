import Foundation

/// `touchstone-fuzz [--seconds N] [--seed N] [PARSER…]` hands made-up bytes to the parsers of what comes
/// from outside, for N CPU seconds each (60), and checks what each promises. `--list` names them,
/// `--replay PARSER FILE` hands one file to one of them.
///
/// A trap ends the process; the input that did it stands in `fuzz-last-input`, in the working folder. An
/// input that breaks a promise or takes too long is printed in base64, and the exit status is 1.
@main
enum Fuzz {
    static func main() throws {
        var (seconds, seed) = (60.0, UInt64(1))
        var names: [String] = []
        var arguments = CommandLine.arguments.dropFirst()
        while let argument = arguments.popFirst() {
            switch argument {
            case "--list":
                return print(FuzzedParser.all.map(\.name).joined(separator: "\n"))
            case "--seconds": seconds = arguments.popFirst().flatMap(Double.init) ?? seconds
            case "--seed": seed = arguments.popFirst().flatMap(UInt64.init) ?? seed
            case "--replay":
                guard let name = arguments.popFirst(), let file = arguments.popFirst() else {
                    usage("--replay takes a parser and a file")
                }
                let outcome = try parser(name).run(Array(Data(contentsOf: URL(filePath: file))))
                return print(outcome)
            default: names.append(argument)
            }
        }
        let chosen = names.isEmpty ? FuzzedParser.all : names.map(parser)
        var findings = 0
        for parser in chosen {
            var run = try FuzzRun(of: parser, seed: seed)
            findings += try run.proceed(cpuSeconds: seconds)
            print(run.summary)
        }
        exit(findings == 0 ? 0 : 1)
    }

    private static func parser(_ name: String) -> FuzzedParser {
        FuzzedParser.all.first { $0.name == name }
            ?? { usage("there is no parser '\(name)'; --list names them") }()
    }

    private static func usage(_ problem: String) -> Never {
        FileHandle.standardError.write(Data("touchstone-fuzz: \(problem)\n".utf8))
        exit(64)
    }
}
