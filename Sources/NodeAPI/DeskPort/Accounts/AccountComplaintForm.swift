package import Accounts
import AllianceNames
package import Peering
package import Statements
import TransparencyLog

/// The form by which an account's holder files a complaint.
package struct AccountComplaintForm: Sendable {
    package static let filesMax = 4
    /// Files, and what a form has around them.
    static let bytesMax = 24 << 20

    /// A right as the form names it: its key, and behind a space the client whose it is.
    struct NamedRight: Hashable {
        let key: String
        let client: String?

        init(_ right: AccountRight, of client: String?) {
            key = right.key
            self.client = client
        }

        init(parsing text: String) {
            let cut = text.cut(at: " ")
            (key, client) = (cut?.before ?? text, cut?.behind)
        }

        var text: String { client.map { "\(key) \($0)" } ?? key }
    }

    private let fields: MultipartFields

    package init(_ fields: MultipartFields) { self.fields = fields }

    func text(_ name: String) -> String { fields.text(name) ?? "" }

    /// The rights that an account may file for now.
    static func rights(of account: HostedAccount) -> [(named: NamedRight, right: AccountRight)] {
        guard account.stage == .verified else { return [] }
        func confirmed(
            _ rights: [AccountRight], _ client: String?
        ) -> [(named: NamedRight, right: AccountRight)] {
            rights.filter { $0.confirmedAt != nil }.map {
                (named: NamedRight($0, of: client), right: $0)
            }
        }
        return confirmed(account.rights, nil)
            + account.clients.filter { $0.authorisation.acceptedAt != nil }.flatMap {
                confirmed($0.rights, $0.name)
            }
    }

    /// - Parameters:
    ///   - files: kept already.
    ///   - declaration: what the box of good faith says in English.
    /// - Throws: status 422 for what no statement may say.
    package func complaint(
        of account: HostedAccount, files: [EvidenceFile], declaration: String
    ) throws(PeerProblem) -> Complaint {
        let named = NamedRight(parsing: text("right"))
        guard let found = Self.rights(of: account).first(where: { $0.named == named }) else {
            throw Self.wrong("Choose one of the account's confirmed rights.")
        }
        guard let ground = Complaint.Ground(name: text("ground")) else {
            throw Self.wrong("Choose a ground of the list.")
        }
        let declaredBy = text("declaredBy")
        guard (1...StatementLimits.nameBytesMax).contains(declaredBy.utf8.count) else {
            throw Self.wrong("Somebody declares good faith by name.")
        }
        guard text("explanation").utf8.count <= StatementLimits.textBytesMax else {
            throw Self.wrong(
                "The explanation has at most \(StatementLimits.textBytesMax) bytes.")
        }
        let listings = try listings()
        return Complaint(
            right: .init(office: found.right.office, number: found.right.number), ground: ground,
            listings: listings, evidence: files, items: try items(of: listings),
            // What was declared, in the words of the page; nothing where it was not.
            goodFaithStatement: text("goodFaith") == "yes" ? declaration : "",
            declaredBy: declaredBy, explanation: text("explanation"),
            hostedAccount: account.id.rawValue, onBehalfOf: named.client)
    }

    private func listings() throws(PeerProblem) -> [Indicator] {
        let listed = ListedTargets(try list("listings", bytesMax: ListedTargets.bytesMax))
        guard !listed.isTooMany else {
            throw Self.wrong("A complaint has at most \(Complaint.listingsMax) listings.")
        }
        if let refused = listed.refused.first {
            throw Self.wrong("'\(refused.text.prefix(80))' names no listing: \(refused.why).")
        }
        guard !listed.listings.isEmpty else { throw Self.wrong("Name at least one listing.") }
        return listed.listings
    }

    private func items(of listings: [Indicator]) throws(PeerProblem) -> [ListedItem] {
        let read = ListedItemLines(
            try list("items", bytesMax: ListedItemLines.bytesMax), of: listings)
        if let refused = read.refused.first {
            throw Self.wrong("'\(refused.text.prefix(80))' cannot be read: \(refused.why).")
        }
        return read.items
    }

    private func list(_ name: String, bytesMax: Int) throws(PeerProblem) -> String {
        let written = text(name)
        guard written.utf8.count <= bytesMax else {
            throw Self.wrong("A list is longer than is looked at.")
        }
        return written
    }

    /// Files in the order of the form, each with what it shows.
    /// - Throws: status 422 for a role that there is not.
    package func files() throws(PeerProblem) -> [(bytes: [UInt8], role: EvidenceFile.Role)] {
        var files: [(bytes: [UInt8], role: EvidenceFile.Role)] = []
        for place in 0..<Self.filesMax {
            guard let bytes = fields.bytes("file\(place)") else { continue }
            guard let role = EvidenceFile.Role(name: text("role\(place)")) else {
                throw Self.wrong("Say of each file what it shows.")
            }
            files.append((bytes, role))
        }
        return files
    }

    /// So that one form is filed once, however often a browser sends it.
    func request(of account: AccountID, _ complaint: Complaint) throws(PeerProblem) -> KeyedRequest
    {
        let key = text("once")
        guard (16...64).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
        else { throw Self.wrong("Begin again with an empty form.") }
        let asked =
            [
                complaint.right.key, complaint.onBehalfOf ?? "", complaint.ground.name,
                complaint.goodFaithStatement, complaint.declaredBy, complaint.explanation,
            ] + complaint.listings.map(\.value) + complaint.evidence.map(\.digest.hex)
            + complaint.items.map { "\($0.listing) \($0.elementString)" }
        let print = Digest.sha256(Array(asked.joined(separator: "\u{0}").utf8))
        return KeyedRequest(caller: "account \(account)", key: key, fingerprint: print)
    }

    static func wrong(_ detail: String) -> PeerProblem {
        PeerProblem(status: 422, keyword: "complaint-form", detail: detail)
    }
}
