/// What became of a list: the JSON of the commands that import.
struct ImportsOutput: VersionedOutput {
    struct Import: Encodable {
        let read: Int
        let accepted: Int
        /// Objects of which a version before was replaced or taken back; absent where none was.
        var replaced: Int?
        let refused: Int
        /// Where the refused rows are, with line and reason; absent where none was.
        let refusedFile: String?
        /// The log that the rows were signed into; absent where they stay in this folder.
        var origin: String?
        /// Entries of that log afterwards.
        var size: UInt64?
        let seconds: Double
        /// Members' marks in the rows; absent where they were not looked for.
        var marks: [MarkTally.Tallied]?
    }
    let version = 1
    let imports: [Import]

    /// - Parameters:
    ///   - one: what a row became, such as `report`.
    ///   - done: what was done with it, such as `signed`.
    func write(_ one: String, _ done: String, format: OutputFormat) throws {
        switch format {
        case .json: try Output.write(json: self)
        case .table:
            for list in imports {
                Output.write(
                    "\(Plural.text(list.accepted, one)) \(done), \(Plural.text(list.refused, "row")) refused, of \(list.read)"
                )
                if let replaced = list.replaced {
                    Output.write(
                        "\(Plural.text(replaced, "object")) took the place of an earlier version")
                }
                for mark in list.marks ?? [] {
                    Output.write(
                        "\(Plural.text(mark.rows, "row")) with the mark \(Table.visible(mark.mark)) of \(mark.member), first line \(mark.line): \(Table.visible(mark.text)) (\(mark.rules.joined(separator: ", ")))"
                    )
                }
                if let file = list.refusedFile {
                    Output.write("Refused rows, with reasons: \(file)")
                }
            }
        }
    }
}
