import AllianceNames
import CSV
import GS1
package import JSON
package import Peering
package import Statements
import TransparencyLog

/// A complaint as programs write it. What is missing of the declaration of good faith is left to the checks at
/// filing, which name it beside all else that is wrong.
package struct ComplaintBody: Sendable {
    package let complaint: Complaint

    /// - Throws: status 400 for another form than is described, 422 for a value that means nothing.
    package init(_ value: JSONValue) throws(PeerProblem) {
        let body = try RESTBody(
            value,
            names: [
                "right", "ground", "listings", "evidence", "items", "goodFaith", "declaredBy",
                "explanation", "account", "onBehalfOf", "mends", "fromScreening",
            ], what: "The complaint")
        let right = try body.rightReference()
        var listings: [Indicator] = []
        for one in try body.required(
            "listings", body.list("listings", countMax: Complaint.listingsMax))
        {
            listings.append(
                try RESTBody(one, names: ["type", "value"], what: "A listing").indicator())
        }
        guard !listings.isEmpty else { throw RESTBody.problem("'listings' is an empty list.") }
        complaint = try Complaint(
            right: right, ground: body.ground(),
            listings: listings, evidence: body.evidence(), items: body.listedItems(),
            goodFaithStatement: body.text(
                "goodFaith", characters: 0...StatementLimits.attributeValueBytesMax) ?? "",
            declaredBy: body.text("declaredBy", characters: 0...StatementLimits.nameBytesMax)
                ?? "",
            explanation: body.text(
                "explanation", characters: 0...StatementLimits.textBytesMax) ?? "",
            hostedAccount: body.text("account", characters: 1...StatementLimits.wordBytesMax),
            onBehalfOf: body.text("onBehalfOf", characters: 1...StatementLimits.nameBytesMax),
            mends: body.reference("mends"),
            isFromScreening: body.flag("fromScreening") ?? false
        ).readable()
    }

    // MARK: As the description has it

    static let listingTypes: [IndicatorType] = [.listing, .sellerAccount]

    static let schema: JSONValue = JSONSchema.object(
        [
            "right": JSONSchema.object(
                [
                    "office": JSONSchema.text(pattern: "^[A-Z]{2}$"),
                    "number": JSONSchema.text(min: 1, max: StatementLimits.wordBytesMax),
                ], isClosed: true),
            "ground": JSONSchema.word(Complaint.Ground.allCases.map(\.name)),
            "listings": JSONSchema.list(
                JSONSchema.object(
                    [
                        "type": JSONSchema.word(listingTypes.map(\.name)),
                        "value": RESTBody.valueSchema,
                    ], isClosed: true), min: 1, max: Complaint.listingsMax),
        ],
        optional: [
            "evidence": RESTBody.evidenceSchema, "items": RESTBody.listedItemsSchema,
            "goodFaith": JSONSchema.text(max: StatementLimits.attributeValueBytesMax),
            "declaredBy": JSONSchema.text(max: StatementLimits.nameBytesMax),
            "explanation": JSONSchema.text(max: StatementLimits.textBytesMax),
            "account": JSONSchema.text(min: 1, max: StatementLimits.wordBytesMax),
            "onBehalfOf": JSONSchema.text(min: 1, max: StatementLimits.nameBytesMax),
            "mends": RESTBody.referenceSchema, "fromScreening": JSONSchema.flag,
        ], isClosed: true)
}

extension Complaint {
    /// What somebody declares who files from a list, or at a terminal.
    package static let goodFaithDeclaration =
        "In good faith I declare that the offers named here infringe the right named here, and that what is stated here is accurate and complete."

    /// The same as its readers will have it, but that the declaration of good faith may be missing.
    /// - Throws: status 422 where no reader would accept it.
    package func readable() throws(PeerProblem) -> Complaint {
        var asked = self
        // What the checks at filing find themselves.
        if goodFaithStatement.isEmpty { asked.goodFaithStatement = "-" }
        if declaredBy.isEmpty { asked.declaredBy = "-" }
        guard case .complaint(var read) = try ComplaintStatement.complaint(asked).readable()
        else { preconditionFailure("a complaint is read as one") }
        read.goodFaithStatement = goodFaithStatement
        read.declaredBy = declaredBy
        return read
    }
}

extension ComplaintStatement {
    /// The same as its readers will have it.
    /// - Throws: status 422 where no reader would accept it.
    package func readable() throws(PeerProblem) -> ComplaintStatement {
        let read = try decoded()
        // These a reader leaves out where it cannot read them; who writes them is told.
        guard read.items == items else {
            throw PeerProblem(
                status: 422, keyword: "listed-item",
                detail:
                    "A number is of a listing that is spoken of here, and stands once; \(ListedItem.itemsMax) at most."
            )
        }
        return read
    }

    private func decoded() throws(PeerProblem) -> ComplaintStatement {
        do throws(StatementError) {
            let payload = Statement.complaint(self).payload()
            guard case .complaint(let read) = try Statement.decode(kind: kind, payload: payload)
            else { preconditionFailure("what is said of a complaint is read as that") }
            return read
        } catch {
            throw error.unsigned
        }
    }

    private var items: [ListedItem] {
        switch self {
        case .complaint(let said): said.items
        case .counterNotice(let said): said.items
        default: []
        }
    }
}

// MARK: What statements in a complaint's course have in common

extension RESTBody {
    static let digestSchema = JSONSchema.text(pattern: "^[0-9a-f]{64}$")
    static let referenceSchema = JSONSchema.text(pattern: EntryReference.pathPattern)
    static let evidenceSchema = JSONSchema.list(
        JSONSchema.object(
            [
                "sha256": digestSchema, "mediaType": JSONSchema.word(EvidenceFile.mediaTypes),
                "bytes": JSONSchema.number(1, Int(EvidenceFile.fileBytesMax)),
                "role": JSONSchema.word(EvidenceFile.Role.allCases.map(\.name)),
            ],
            optional: ["title": JSONSchema.text(max: StatementLimits.nameBytesMax)],
            isClosed: true), max: EvidenceFile.filesMax)

    static let listedItemsSchema = JSONSchema.list(
        JSONSchema.object(
            [
                "place": JSONSchema.number(0, Complaint.listingsMax - 1),
                "code": JSONSchema.text(min: 1, max: ItemIdentifiers.inputBytesMax),
            ], isClosed: true), max: ListedItem.itemsMax)

    /// The right that a complaint rests on.
    func rightReference() throws(PeerProblem) -> Complaint.RightReference {
        let right = try RESTBody(
            required("right", self["right"]), names: ["office", "number"], what: "'right'")
        return try Complaint.RightReference(
            office: right.required("office", right.text("office", characters: 2...2)),
            number: right.required(
                "number", right.text("number", characters: 1...StatementLimits.wordBytesMax)))
    }

    func ground() throws(PeerProblem) -> Complaint.Ground {
        try required("ground", word("ground") { Complaint.Ground(name: $0) })
    }

    /// Numbers on goods, in any way of writing GS1 data, each with a serial number.
    func listedItems() throws(PeerProblem) -> [ListedItem] {
        var items: [ListedItem] = []
        for one in try list("items", countMax: ListedItem.itemsMax) ?? [] {
            let read = try RESTBody(one, names: ["place", "code"], what: "A number on goods")
            let place = try read.required(
                "place", read.number("place", in: 0...Complaint.listingsMax - 1))
            let code = try read.required(
                "code", read.text("code", characters: 1...ItemIdentifiers.inputBytesMax))
            do throws(CSVRowError) {
                items.append(try ListedItem(place: place, code: code))
            } catch {
                throw PeerProblem(status: 422, keyword: "listed-item", detail: error.reason)
            }
        }
        return items
    }

    /// What a member named so names, in the form that addresses have.
    func reference(_ name: String) throws(PeerProblem) -> EntryReference? {
        try word(name) { EntryReference(pathName: $0) }
    }

    /// Files that were kept before: `POST /complaints/files`.
    func evidence() throws(PeerProblem) -> [EvidenceFile] {
        var files: [EvidenceFile] = []
        for one in try list("evidence", countMax: EvidenceFile.filesMax) ?? [] {
            let file = try RESTBody(
                one, names: ["sha256", "mediaType", "bytes", "role", "title"],
                what: "A file of evidence")
            files.append(
                EvidenceFile(
                    digest: try file.required("sha256", file.word("sha256") { Digest(hex: $0) }),
                    mediaType: try file.required(
                        "mediaType",
                        file.word("mediaType") { EvidenceFile.mediaTypes.contains($0) ? $0 : nil }),
                    byteCount: UInt64(
                        try file.required(
                            "bytes",
                            file.number("bytes", in: 1...Int(EvidenceFile.fileBytesMax)))),
                    role: try file.required(
                        "role", file.word("role") { EvidenceFile.Role(name: $0) }),
                    title: try file.text(
                        "title", characters: 0...StatementLimits.nameBytesMax) ?? ""))
        }
        return files
    }
}
