package import CSV
package import Peering
package import Statements
import TransparencyLog

/// Reads complaints from a spreadsheet, one listing a row: rows that follow each other with the same right, ground
/// and rights holder become one complaint of at most 300 listings. Columns are parted by comma, semicolon or tab, which is
/// told by the first row (`CSVDelimiter`). That row names them: `right`
/// (office and number, `EM:018012345`), `ground`, `listing` (`marketplace:id`), and any of `type` (`listing` or
/// `seller-account`), `evidence` (files, each as its reader has it, separated by spaces), `items` (numbers on goods that
/// were bought from the listing, separated by spaces), `explanation`, `onBehalfOf`.
package struct ComplaintRows {
    package static let fields = [
        "right", "ground", "listing", "type", "evidence", "items", "explanation", "onBehalfOf",
    ]
    /// Of one list.
    package static let rowsMax = 100_000
    /// Rows that are refused before the rest is not looked at any more: a list of another kind.
    package static let refusedMax = 1_000
    package static let complaintsMax = 1_000

    /// Why the rest of a list was not looked at.
    package enum Stop: String, Sendable {
        case rows, refusals, complaints
        /// Filing failed, for a reason that is none of the list's.
        case failed
    }

    /// One complaint, as far as rows say it.
    package struct Group: Equatable, Sendable {
        package fileprivate(set) var lines: ClosedRange<Int>
        package let right: Complaint.RightReference
        package let ground: Complaint.Ground
        package let onBehalfOf: String?
        package fileprivate(set) var listings: [Indicator]
        package fileprivate(set) var items: [ListedItem]
        /// As written, each once.
        package fileprivate(set) var evidence: [String]
        /// What rows say, each once.
        package fileprivate(set) var explanations: [String]

        fileprivate func goes(with row: Group) -> Bool {
            right == row.right && ground == row.ground && onBehalfOf == row.onBehalfOf
                && listings.count < Complaint.listingsMax
                && items.count + row.items.count <= ListedItem.itemsMax
        }

        /// - Parameters:
        ///   - evidence: what the files of the rows are.
        ///   - declaredBy: who declares good faith.
        package func complaint(_ evidence: [EvidenceFile], declaredBy: String) -> Complaint {
            Complaint(
                right: right, ground: ground, listings: listings, evidence: evidence,
                items: items,
                goodFaithStatement: declaredBy.isEmpty ? "" : Complaint.goodFaithDeclaration,
                declaredBy: declaredBy, explanation: explanations.joined(separator: "\n"),
                onBehalfOf: onBehalfOf)
        }
    }

    private var rows: CSVImport<Group>
    private var pending: Group?
    private var groups: [Group] = []
    package private(set) var refused: [CSVRefusal] = []
    package private(set) var stop: Stop?
    private var read = 0
    private var complete = 0

    package init() {
        rows = CSVImport(delimiter: nil) { header throws(CSVError) in
            let (right, ground) = (
                try header.column(for: "right"), try header.column(for: "ground")
            )
            let listing = try header.column(for: "listing")
            let (type, evidence) = (header.column(named: "type"), header.column(named: "evidence"))
            let items = header.column(named: "items")
            let explanation = header.column(named: "explanation")
            let holder = header.column(named: "onBehalfOf")
            return { row throws(CSVRowError) in
                Group(
                    lines: row.line...row.line, right: try Self.right(row.text(right)),
                    ground: try Self.ground(row.text(ground)), onBehalfOf: row.filled(holder),
                    listings: [
                        try Self.listing(row.filled(type) ?? "listing", row.text(listing))
                    ],
                    items: try Self.items(row.filled(items) ?? ""),
                    evidence: (row.filled(evidence) ?? "").split(separator: " ").map { String($0) },
                    explanations: row.filled(explanation).map { [$0] } ?? [])
            }
        }
    }

    /// - Throws: `CSVError` for a header that cannot be used.
    package mutating func read(_ chunk: [UInt8]) throws {
        guard stop == nil else { return }
        try rows.read(chunk)
        take()
    }

    /// The list has ended.
    /// - Throws: `CSVError.emptyHeader` where there was no header.
    package mutating func finish() throws {
        if stop == nil {
            try rows.finish()
            take()
        }
        if let last = pending { groups.append(last) }
        pending = nil
    }

    /// The rest is not looked at.
    package mutating func stop(_ reason: Stop) { if stop == nil { stop = reason } }

    /// Those that are complete, in the order of their rows.
    package mutating func takeGroups() -> [Group] {
        defer { groups = [] }
        return groups
    }

    private mutating func take() {
        refused += rows.takeRefusals()
        for row in rows.takeValues() where stop == nil { add(row) }
        if refused.count >= Self.refusedMax { stop(.refusals) }
    }

    private mutating func add(_ row: Group) {
        guard read < Self.rowsMax else { return stop(.rows) }
        read += 1
        guard var group = pending, group.goes(with: row) else {
            if let done = pending {
                groups.append(done)
                complete += 1
            }
            pending = nil
            guard complete < Self.complaintsMax else { return stop(.complaints) }
            pending = row
            return
        }
        guard !group.listings.contains(row.listings[0]) else {
            refused.append(
                CSVRefusal(
                    line: row.lines.lowerBound, keyword: "listing-twice",
                    reason: "the complaint names this listing already"))
            return
        }
        group.lines = group.lines.lowerBound...row.lines.upperBound
        group.items += row.items.map { item in
            var item = item
            item.listing = group.listings.count
            return item
        }
        group.listings += row.listings
        group.evidence += row.evidence.filter { !group.evidence.contains($0) }
        group.explanations += row.explanations.filter { !group.explanations.contains($0) }
        pending = group
    }

    // MARK: Cells

    /// `EM:018012345`, and as `Right.key` has it, `EM/018012345`.
    package static func right(_ text: String) throws(CSVRowError) -> Complaint.RightReference {
        guard let mark = text.firstIndex(where: { $0 == ":" || $0 == "/" }) else {
            throw CSVRowError(
                keyword: "right",
                reason:
                    "a right is its office and number, such as EM:018012345, not '\(text.prefix(80))'"
            )
        }
        let office = String(text[..<mark]).uppercased()
        let number = String(text[text.index(after: mark)...])
        guard office.utf8.count == 2, office.utf8.allSatisfy({ (0x41...0x5a).contains($0) }),
            (1...StatementLimits.wordBytesMax).contains(number.utf8.count)
        else {
            throw CSVRowError(
                keyword: "right",
                reason:
                    "an office is two letters of WIPO ST.3 and a number has at most \(StatementLimits.wordBytesMax) bytes: '\(text.prefix(80))'"
            )
        }
        return Complaint.RightReference(office: office, number: number)
    }

    package static func ground(_ text: String) throws(CSVRowError) -> Complaint.Ground {
        guard let ground = Complaint.Ground(name: text) else {
            throw CSVRowError(
                keyword: "ground",
                reason:
                    "'\(text.prefix(80))' is no ground; grounds are \(Complaint.Ground.nameList)"
            )
        }
        return ground
    }

    /// Of the listing in the same row, separated by spaces.
    private static func items(_ text: String) throws(CSVRowError) -> [ListedItem] {
        var items: [ListedItem] = []
        for code in text.split(separator: " ") {
            let read = try ListedItem(place: 0, code: String(code))
            if !items.contains(read) { items.append(read) }
        }
        guard items.count <= ListedItem.itemsMax else {
            throw CSVRowError(
                keyword: "items",
                reason: "a complaint has at most \(ListedItem.itemsMax) such numbers")
        }
        return items
    }

    package static func listing(_ type: String, _ text: String) throws(CSVRowError) -> Indicator {
        guard let type = IndicatorType(name: type), type == .listing || type == .sellerAccount
        else {
            throw CSVRowError(
                keyword: "type",
                reason: "a type is listing or seller-account, not '\(type.prefix(80))'"
            )
        }
        do throws(IndicatorError) {
            return try Indicator(type, parsing: text)
        } catch {
            throw CSVRowError(
                keyword: error.keyword,
                reason: "this is no \(type.name): \(error.why); accepted is \(type.accepted)")
        }
    }
}

extension EvidenceFile {
    /// A file that was kept before, as a cell of a list names it: `role:sha256:mediaType:bytes`.
    /// - Throws: status 422.
    package init(naming text: String) throws(PeerProblem) {
        let pieces = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard pieces.count == 4, let role = Role(name: pieces[0]),
            let digest = Digest(hex: pieces[1]), Self.mediaTypes.contains(pieces[2]),
            let count = UInt64(pieces[3]), String(count) == pieces[3],
            (1...Self.fileBytesMax).contains(count)
        else {
            throw PeerProblem(
                status: 422, keyword: "evidence",
                detail:
                    "Evidence is role:sha256:mediaType:bytes, as keeping the file answered, not '\(text.prefix(80))'."
            )
        }
        self.init(digest: digest, mediaType: pieces[2], byteCount: count, role: role)
    }
}
