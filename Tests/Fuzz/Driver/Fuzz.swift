import FuzzedParsers
import LibFuzzer
import TransparencyLog

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// libFuzzer with one of the parsers of bytes from outside:
///
///     touchstone-fuzz PARSER [--cpu-seconds N] [libFuzzer's options, folders and files]
///     touchstone-fuzz list
///     touchstone-fuzz dictionary PARSER
///     touchstone-fuzz samples FOLDER
///
/// A broken promise, a trap, an input that takes too long or too much memory ends the process with a
/// status other than 0, and the input stands in a file (`-artifact_prefix`). `make fuzz` runs them all.
@main
enum Fuzz {
    /// CPU time that one input may take: a thousand times what an honest one takes.
    static let inputSecondsMax = 0.5
    /// Of an input of `FuzzedParser.stretchedBytesMax`, checked for its promises too.
    static let stretchedSecondsMax = 10.0
    /// As long as the process has no more than this, and no piece of it more than `pieceMegabytesMax`.
    static let megabytesMax = 768
    static let pieceMegabytesMax = 128
    /// Elapsed time after which an input counts as endless, on a machine that is busy with other things.
    static let endlessSeconds = 120

    static func main() throws {
        var arguments = CommandLine.arguments.dropFirst()
        switch arguments.popFirst() {
        case "list": print(FuzzedParser.all.map(\.name).joined(separator: "\n"))
        case "dictionary":
            guard let parser = arguments.first.flatMap(FuzzedParser.named) else { usage() }
            print(parser.dictionary, terminator: "")
        case "samples":
            guard let folder = arguments.first else { usage() }
            writeSamples(folder)
        case let first? where parser != nil:
            exit(run((first.hasPrefix("-") ? [first] : []) + arguments))
        default: usage()
        }
    }

    /// Named by the first argument. libFuzzer starts this program anew to merge corpora, with its own
    /// options only: then by what the first one left in the environment.
    private static let parser: FuzzedParser? = {
        let first = CommandLine.arguments.dropFirst().first ?? ""
        let name = first.hasPrefix("-") ? getenv(variable).map { String(cString: $0) } : first
        guard let parser = name.flatMap(FuzzedParser.named) else { return nil }
        setenv(variable, parser.name, 1)
        return parser
    }()
    private static let variable = "TOUCHSTONE_FUZZ_PARSER"

    /// CPU time after which the run ends; 0 for none.
    private static let secondsMax: Double =
        CommandLine.arguments.firstIndex(of: "--cpu-seconds")
        .flatMap { CommandLine.arguments.dropFirst($0 + 1).first }.flatMap(Double.init) ?? 0

    // MARK: Running

    private static func run(_ arguments: [String]) -> CInt {
        var options = arguments
        if let place = options.firstIndex(of: "--cpu-seconds") {
            options.removeSubrange(place..<min(place + 2, options.count))
        }
        options =
            [
                CommandLine.arguments[0], "-max_len=\(parser?.inputBytesMax ?? 0)",
                "-timeout=\(endlessSeconds)", "-report_slow_units=\(endlessSeconds)",
                "-rss_limit_mb=\(megabytesMax)",
                "-malloc_limit_mb=\(pieceMegabytesMax)", "-print_final_stats=1",
            ] + options
        var pointers: [UnsafeMutablePointer<CChar>?] = options.map { strdup($0) } + [nil]
        var count = CInt(options.count)
        return pointers.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            return LLVMFuzzerRunDriver(&count, &start) { data, size in
                Fuzz.attempt(Array(UnsafeBufferPointer(start: data, count: size)))
                return 0
            }
        }
    }

    private static func attempt(_ input: [UInt8]) {
        check(input, secondsMax: inputSecondsMax)
        if let long = FuzzedParser.stretched(input) { check(long, secondsMax: stretchedSecondsMax) }
        // libFuzzer takes this as the wish to end in good order.
        if secondsMax > 0, cpuSeconds() > secondsMax { raise(SIGUSR1) }
    }

    private static func check(_ input: [UInt8], secondsMax: Double) {
        let start = cpuSeconds()
        do {
            _ = try parser?.check(input)
        } catch {
            fail("\(error)")
        }
        let spent = cpuSeconds() - start
        if spent > secondsMax { fail("\(input.count) bytes took \(spent) CPU seconds") }
    }

    /// libFuzzer writes the input into a file then.
    private static func fail(_ finding: String) -> Never {
        complain("touchstone-fuzz: \(finding)\n")
        abort()
    }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: Files

    /// One folder a parser, files named by what is in them, as libFuzzer's own are.
    private static func writeSamples(_ folder: String) {
        mkdir(folder, 0o755)
        for parser in FuzzedParser.all {
            let path = folder + "/" + parser.name
            mkdir(path, 0o755)
            for sample in parser.samples {
                let name = Digest.sha256(sample).hex.prefix(16)
                guard let file = fopen("\(path)/\(name)", "w"),
                    fwrite(sample, 1, sample.count, file) == sample.count, fclose(file) == 0
                else {
                    perror(path)
                    exit(1)
                }
            }
        }
    }

    private static func usage() -> Never {
        complain(
            "usage: touchstone-fuzz PARSER [--cpu-seconds N] [option, folder or file of libFuzzer…]\n"
                + "       touchstone-fuzz list | dictionary PARSER | samples FOLDER\n")
        exit(64)
    }

    private static func complain(_ text: String) { _ = write(STDERR_FILENO, text, text.utf8.count) }
}
