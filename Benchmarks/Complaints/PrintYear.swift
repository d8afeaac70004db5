import ComplaintEvents
import ComplaintYear
import Foundation

/// `touchstone-complaint-trial year`: one event a line, in the order of time.
enum PrintYear {
    static let name = "year"
    static let help = """
        year [--out FILE] [--truth FILE] [--first N]
          prints what a node may see of a year, one JSON object a line, to FILE or standard output;
          with --truth, what is true about listings, complaints and counter-notices to another file;
          with --first, only the first N events.
        """
    private static let bufferBytes = 1 << 16

    static func run(_ arguments: [String]) throws {
        var arguments = TrialArguments(arguments)
        let outPath = try arguments.text("--out")
        let truthPath = try arguments.text("--truth")
        let first = try arguments.number("--first", 1...Int.max) ?? Int.max
        let parameters = try arguments.year()
        try arguments.finish()
        let out = try outPath.map(file) ?? FileHandle.standardOutput
        let truth = try truthPath.map(file)
        var lines: [UInt8] = []
        var truths: [UInt8] = []
        var count = 0
        for line in ComplaintYear(parameters) {
            guard count < first else { break }
            count += 1
            lines += line.event.line
            if lines.count >= bufferBytes { try write(&lines, to: out) }
            guard let truth, let known = line.truth else { continue }
            truths += known.line
            if truths.count >= bufferBytes { try write(&truths, to: truth) }
        }
        try write(&lines, to: out)
        if let truth { try write(&truths, to: truth) }
    }

    private static func file(_ path: String) throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw UsageError("cannot write \(path)") }
        return file
    }

    private static func write(_ bytes: inout [UInt8], to file: FileHandle) throws {
        try file.write(contentsOf: Data(bytes))
        bytes.removeAll(keepingCapacity: true)
    }
}
