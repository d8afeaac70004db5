import MarkRecognition

/// How many rows of a list have which mark, with the first row of each.
struct MarkTally {
    struct Tallied: Encodable {
        let mark: String
        let member: String
        var rows: Int
        /// The first of them.
        let line: Int
        let text: String
        let rules: [String]
    }

    private let register: MarkRegister
    private var places: [[String]: Int] = [:]
    private var tallied: [Tallied] = []

    init(_ register: MarkRegister) { self.register = register }

    mutating func count(_ row: ReportRow) {
        for found in MarkInRow.all(of: row, register) {
            let key = [found.member, found.mark]
            if let place = places[key] {
                tallied[place].rows += 1
                continue
            }
            places[key] = tallied.count
            tallied.append(
                Tallied(
                    mark: found.mark, member: found.member, rows: 1, line: found.line,
                    text: found.text, rules: found.rules))
        }
    }

    /// Those in most rows first.
    var all: [Tallied] {
        tallied.sorted { ($1.rows, $0.member, $0.mark) < ($0.rows, $1.member, $1.mark) }
    }
}
