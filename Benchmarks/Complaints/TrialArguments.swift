import ComplaintYear
import Foundation

/// What stands on the command line and is not a parameter of the year.
struct TrialArguments {
    private var rest: [String]

    init(_ arguments: [String]) { rest = arguments }

    /// The text behind an option, taken out; nil where it is not there.
    mutating func text(_ option: String) throws -> String? {
        guard let position = rest.firstIndex(of: option) else { return nil }
        guard position + 1 < rest.count else { throw UsageError("\(option) needs a value") }
        let text = rest[position + 1]
        rest.removeSubrange(position...(position + 1))
        return text
    }

    /// Every text behind an option that may stand more than once.
    mutating func texts(_ option: String) throws -> [String] {
        var texts: [String] = []
        while let text = try text(option) { texts.append(text) }
        return texts
    }

    mutating func number(_ option: String, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = try text(option) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError(
                "\(option) needs a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Of the year: the file first, then flags.
    mutating func year() throws -> YearParameters {
        var parameters = YearParameters()
        if let path = try text("--parameters") {
            // One byte more than may be, so that too long is seen without reading it all.
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            let bytes = try file.read(upToCount: YearParameters.fileBytesMax + 1) ?? Data()
            try parameters.take(file: [UInt8](bytes))
        }
        try parameters.take(&rest)
        return parameters
    }

    func finish() throws {
        guard rest.isEmpty else {
            throw UsageError(
                "does not know '\(rest.joined(separator: " "))'; --help lists what it knows")
        }
    }
}
