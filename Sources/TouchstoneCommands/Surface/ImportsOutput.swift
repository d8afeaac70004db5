/// What became of a list: the JSON of the commands that import.
struct ImportsOutput: VersionedOutput {
    struct Import: Encodable {
        let read: Int
        let accepted: Int
        let refused: Int
        /// Where the refused rows are, with line and reason; absent where none was.
        let refusedFile: String?
        /// The log that the rows were signed into; absent where they stay in this folder.
        var origin: String?
        /// Entries of that log afterwards.
        var size: UInt64?
        let seconds: Double
    }
    let version = 1
    let imports: [Import]

    /// - Parameter made: what the rows became, such as `reports signed`.
    func write(_ made: String, format: OutputFormat) throws {
        switch format {
        case .json: try Output.write(json: self)
        case .table:
            for list in imports {
                Output.write(
                    "\(list.accepted) \(made), \(list.refused) rows refused, of \(list.read)")
                if let file = list.refusedFile {
                    Output.write("Refused rows, with reasons: \(file)")
                }
            }
        }
    }
}
