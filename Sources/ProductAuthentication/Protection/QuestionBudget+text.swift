import AllianceNames
import TransparencyLog

extension QuestionBudget {
    private static let header = "touchstone question budget v1"
    private static let document = "question budget"
    /// A line a member, for more members than an alliance has.
    package static let bytesMax = 1024 * 1024

    /// As it is kept over a restart: otherwise a node that is made to start anew would be generous
    /// anew.
    package var text: String {
        var lines = [Self.header, "window \(window)"]
        lines += used.sorted { $0.key < $1.key }.map { "used \($0.key) \($0.value)" }
        lines += alarms.map { "alarm \($0.member) \($0.at) \($0.windows)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Throws: `ProductAuthenticationError`, naming the line, unless `bytes` are what `text` prints.
    package init(parsing bytes: [UInt8]) throws(ProductAuthenticationError) {
        var lines = try DocumentLines(bytes, document: Self.document, bytesMax: Self.bytesMax)
        try lines.exactly(Self.header)
        self.init()
        let text = try lines.value(of: "window")
        guard let number = Decimal.decode(Array(text.utf8)) else {
            throw lines.refusal(expected: "a number", found: text)
        }
        window = number
        while let text = lines.optionalValue(of: "used") {
            guard let (member, numbers) = Self.line(text, count: 1), used[member] == nil,
                (1...UInt64(Self.unknownsOfAuthorityMax)).contains(numbers[0])
            else { throw lines.refusal(expected: "a member and a number", found: text) }
            used[member] = Int(numbers[0])
            usedByAll += Int(numbers[0])
        }
        while let text = lines.optionalValue(of: "alarm") {
            guard let (member, numbers) = Self.line(text, count: 2),
                alarms.count < Self.alarmsMax, !alarms.contains(where: { $0.member == member }),
                let windows = Int32(exactly: numbers[1])
            else { throw lines.refusal(expected: "a member and two numbers", found: text) }
            alarms.append(Alarm(member: member, at: numbers[0], windows: Int(windows)))
        }
        try lines.finish()
    }

    private static func line(_ text: String, count: Int) -> (MemberID, [UInt64])? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == count + 1, let member = try? MemberID(parsing: parts[0]) else {
            return nil
        }
        let numbers = parts.dropFirst().compactMap { Decimal.decode(Array($0.utf8)) }
        return numbers.count == count ? (member, numbers) : nil
    }
}
