import Accounts
import AllianceNames
import Casework
import Complaints
import JSON
import NodeAPI
import Notices
import SignIn
import Statements
import TransparencyLog

extension FuzzedParser {
    /// What programs and forms put into cases, say about measures, and do about accounts; and the forms of complaints.
    static let bodies = [
        caseBody, caseForm, measureBody, measureForm, accountBody, accountForm, accountComplaint,
        complaintForm,
    ]

    private static let seen = Digest.sha256([])

    /// The body of a form whose parts are parted by `--b`.
    private static func parts(_ input: [UInt8]) throws -> MultipartFields? {
        try understood {
            try MultipartFields(input, contentType: "multipart/form-data; boundary=b")
        }
    }

    private static func form(_ fields: [(String, String)]) -> String {
        let whole = multipart("b", fields)
        return whole.firstIndex(of: "\n").map { String(whole[whole.index(after: $0)...]) } ?? ""
    }

    private static func value(_ input: [UInt8]) throws -> JSONValue? {
        try understood { try JSONValue(parsing: input, depthMax: RESTBody.depthMax) }
    }

    // MARK: Cases

    private static func checkKept(_ body: CaseItem.Body) throws {
        let kept = try understood { try JSONValue(parsing: body.json.compact) }
        try promise(kept.flatMap { CaseItem.Body($0) } == body, "it is kept as another entry")
    }

    private static let caseBody = FuzzedParser(
        "case-body",
        samples: [
            #"{"kind":"identifier","type":"domain","value":"SHOP.example.","note":"seen"}"#,
            #"{"kind":"task","text":"ask the bank","of":"anna","due":"2026-12-31"}"#,
            #"{"kind":"person","name":"Ina","role":"witness","contact":"+49 30 1"}"#,
            #"{"kind":"event","at":"2026-11-02T03:04:05Z","text":"seized"}"#,
            #"{"kind":"link","link":"complaint","reference":"a/desk-b/b/e1/3"}"#,
            #"{"title":"raid 7","team":["anna","bert"]}"#, #"{"title":"raid"}"#,
            #"{"kind":"file","name":"x"}"#,
        ],
        words: [
            "\"kind\":\"identifier\"", "\"note\"", "\"task\"", "\"person\"", "\"event\"",
            "\"link\"", "\"type\":\"domain\"", "\"value\":", "\"text\":", "\"of\":", "\"due\":",
            "\"at\":\"2026-11-02\"", "\"reference\":", "\"title\":", "\"team\":[",
        ]
    ) { input in
        guard let value = try value(input) else { return false }
        if let body = try understood({ try CaseItemBody(value).body }) {
            try promise(body.kind != .file, "a file comes without its bytes")
            try checkKept(body)
            return true
        }
        let described = try understood { try CaseBody(value) }
        guard let title = try described?.title ?? understood({ try CaseBody.title(ofNew: value) })
        else { return false }
        try promise(
            (1...Case.titleCharactersMax).contains(title.unicodeScalars.count)
                && described?.team.count ?? 0 <= Case.teamMax, "a case beyond its bounds")
        return true
    }

    private static let caseForm = FuzzedParser(
        "case-form",
        samples: [
            form([("kind", "identifier"), ("type", "phone"), ("value", "+44 7700 900777")]),
            form([("kind", "task"), ("text", "ask"), ("of", "anna"), ("day", "2026-12-31")]),
            form([("kind", "event"), ("text", "seized"), ("day", "2026-11-02")]),
            form([("kind", "file"), ("name", "seam.jpg"), ("file", "\u{1}\u{2}")]),
            form([("kind", "link"), ("link", "report"), ("name", "7")]),
            form([("kind", "person"), ("name", "Ina"), ("role", ""), ("text", "x")]),
            "title=raid+7&team=anna%2C+bert&revision=1", "title=x&team=No+Name!",
        ],
        words: [
            "\r\n--b\r\nContent-Disposition: form-data; name=\"", "kind\"\r\n\r\n", "\r\n--b--",
            "identifier", "task", "person", "event", "file", "link", "text", "day", "title=",
            "&team=", "%2C",
        ]
    ) { input in
        if let fields = try parts(input) {
            guard let form = try understood({ try CaseItemForm(fields) }) else { return false }
            try promise((form.file != nil) == (form.body.kind == .file), "a file is lost")
            if case .file(_, let digest, let count) = form.body, let file = form.file {
                try promise(
                    file.count == count && Digest.sha256(file) == digest, "it is of another file")
            }
            try checkKept(form.body)
            return true
        }
        guard let fields = try understood({ try FormFields(parsing: input) }),
            let form = try understood({ try CaseDescriptionForm(fields) })
        else { return false }
        for person in form.team {
            let again = try understood { try PersonID(parsing: person.rawValue) }
            try promise(again == person, "a person is another one the second time")
        }
        return fields["title"] != nil
    }

    // MARK: Measures

    private static let platform = MemberID(unchecked: "hub")

    /// - Parameter read: as the same kind of request names somebody.
    private static func check(
        _ party: LadderParty, _ text: String,
        _ read: (_ kind: String, _ name: String) throws -> LadderParty?
    ) throws {
        try promise(
            (1...StatementLimits.textBytesMax).contains(text.utf8.count), "a text beyond its bounds"
        )
        let (kind, name) = MeasureParty.field(party)
        let again = try understood { try read(kind, name) }
        try promise(again == party, "it is written as somebody else")
    }

    private static func check(end: UInt64?) throws {
        try promise(
            end.map { $0 <= StatementLimits.timeMillisecondsMax } ?? true,
            "an end that no statement can say")
    }

    private static let measureBody = FuzzedParser(
        "measure-body",
        samples: [
            #"{"seller":"bazario:store 1","measure":"restriction","until":"2026-12-31","text":"again and again"}"#,
            #"{"account":"rh-abcdefghijkm","measure":"suspension","until":"2026-12-31T09:30:00Z","text":"x","intentEstablished":true}"#,
            #"{"member":"maison","measure":"warning","text":"x"}"#,
            #"{"text":"found to be in time"}"#,
            #"{"member":"maison","account":"a","measure":"notice","text":"x"}"#,
        ],
        words: [
            "\"member\":", "\"account\":", "\"seller\":\"bazario:", "\"measure\":", "\"warning\"",
            "\"termination\"", "\"until\":\"2026-12-31\"", "\"text\":",
            "\"intentEstablished\":true",
        ]
    ) { input in
        guard let value = try value(input) else { return false }
        if let measure = try understood({ try MeasureBody.taken(value, at: platform) }) {
            try check(end: measure.until)
            try check(measure.party, measure.text) { kind, name in
                MeasureParty.read(
                    member: kind == "member" ? name : nil, account: kind == "account" ? name : nil,
                    seller: kind == "seller" ? name : nil, at: platform)
            }
            return true
        }
        guard let text = try understood({ try MeasureBody.lifted(value) }) else { return false }
        try promise(
            (1...StatementLimits.textBytesMax).contains(text.utf8.count), "a text beyond its bounds"
        )
        return true
    }

    private static let measureForm = FuzzedParser(
        "measure-form",
        samples: [
            "kind=seller&value=bazario%3Astore+1&measure=restriction&until=2026-12-31&text=again",
            "kind=account&value=rh-abcdefghijkm&measure=suspension&until=&text=x%0D%0Ay&intent=yes",
            "kind=member&value=maison&log=sample.example%2Fdesk-b%2Fhub%2Fe1&entry=7&text=x",
            "kind=member&value=&measure=warning&text=x",
        ],
        words: [
            "kind=", "seller", "account", "member", "&value=", "bazario%3A", "&measure=",
            "restriction", "&until=2026-12-31", "&text=", "&intent=yes", "&log=", "&entry=",
        ]
    ) { input in
        guard let fields = try understood({ try FormFields(parsing: input) }) else { return false }
        let measure = try understood { try MeasureForm.taken(fields, at: platform) }
        if let measure {
            try check(end: measure.until)
            try check(measure.party, measure.text) {
                try MeasureForm.party($0, $1, at: platform)
            }
        }
        let lifting = try understood { try MeasureForm.lifted(fields, at: platform) }
        if let lifting {
            try check(lifting.party, lifting.text) {
                try MeasureForm.party($0, $1, at: platform)
            }
            let again = ComplaintLink.reference(shown: lifting.id.description)
            try promise(again == lifting.id, "a measure is another one the second time")
        }
        return measure != nil || lifting != nil
    }
}

extension FuzzedParser {
    // MARK: Accounts

    private static func check(_ action: AccountAction) throws {
        guard case .sendCode(_, let address, _) = action else { return }
        try promise(MailAddress(address.text) == address, "an address that is none")
    }

    private static let accountBody = FuzzedParser(
        "account-body",
        samples: [
            #"{"client":"Verel GmbH","document":"abababababababababababababababababababababababababababababababab"}"#,
            #"{"address":"ina@owner.example","client":"Verel GmbH"}"#,
            #"{"address":"ina@owner.example"}"#, #"{"reason":"asked to be closed"}"#, "{}",
            #"{"address":"-ina@owner.example"}"#,
        ],
        words: [
            "\"client\":", "\"document\":\"", "\"address\":", "\"reason\":", "@owner.example",
            String(repeating: "ab", count: 32),
        ]
    ) { input in
        guard let value = try value(input) else { return false }
        let accepted = try understood { try AccountAction.accepting(value, seen: seen) }
        if case .accept(let client, _, _)? = accepted {
            try promise(
                (1...AccountLimits.nameBytesMax).contains(client.unicodeScalars.count),
                "a client beyond its bounds")
        }
        let sent = try understood { try AccountAction.sendingCode(value, seen: seen) }
        if let sent { try check(sent) }
        let reason = try understood { try AccountAction.reason(value) }
        try promise(
            (reason ?? "").unicodeScalars.count <= AccountLimits.reasonBytesMax,
            "a reason beyond its bounds")
        return accepted != nil || sent != nil || reason != nil
    }

    private static let accountForm = FuzzedParser(
        "account-form",
        samples: [
            "organisation=Verel+GmbH&email=Ina%40Verel.example&country=de&rights=EM+018012345%0D%0ADE%2F30",
            "organisation=Agents&email=a%40b.example&country=FR&agent=yes&rights=",
            "office=em&number=018012345",
            "document=\(String(repeating: "ab", count: 32))&client=Verel&seen="
                + String(repeating: "cd", count: 32),
            "address=ina%40owner.example&client=&seen=\(String(repeating: "cd", count: 32))",
            form([
                ("client", "Verel GmbH"), ("until", "2027-12-31"), ("document", "%PDF-1.7\n"),
                ("rights", "EM 018012345\r\nDE/30"),
            ]),
            form([("client", "Verel"), ("until", "tomorrow"), ("document", "%PDF-")]),
        ],
        words: [
            "organisation=", "&email=", "%40", "&country=", "&agent=yes", "&rights=", "%0D%0A",
            "office=", "&number=", "document=", "&client=", "&seen=", "address=",
            "\r\n--b\r\nContent-Disposition: form-data; name=\"", "until\"\r\n\r\n2027-12-31",
            "%PDF-", "\r\n--b--",
        ]
    ) { input in
        if let fields = try parts(input) {
            guard let made = try understood({ try AccountForm.client(fields) }) else {
                return false
            }
            try promise(
                made.client.authorisation.document == Digest.sha256(made.document.bytes)
                    && made.document.bytes == fields.bytes("document"),
                "its authorisation is another document")
            try check(made.client.rights)
            return true
        }
        guard let fields = try understood({ try FormFields(parsing: input) }) else { return false }
        let application = try understood { try AccountForm.application(fields) }
        if let application {
            try promise(
                MailAddress(inLowerCase: application.email.text) == application.email
                    && (1...AccountLimits.nameBytesMax).contains(
                        application.organisation.utf8.count),
                "an application beyond its bounds")
            try check(application.rights)
        }
        let right = try understood { try AccountForm.right(fields) }
        if let right {
            let again = try understood {
                try AccountRight(office: right.office, number: right.number)
            }
            try promise(again == right, "a right is another one the second time")
        }
        let actions = [
            try understood { try AccountAction.accepting(fields) },
            try understood { try AccountAction.sendingCode(fields) },
        ].compactMap { $0 }
        for action in actions { try check(action) }
        return application != nil || right != nil || !actions.isEmpty
    }

    private static func check(_ rights: [AccountRight]) throws {
        try promise(
            rights.count <= AccountLimits.rightsMax
                && Set(rights.map(\.key)).count == rights.count, "rights beyond their bounds")
        let written = rights.map { "\($0.office) \($0.number)" }.joined(separator: "\n")
        let again = try understood { try AccountRight.list(written) }
        try promise(again == rights, "they are written as other rights")
    }

    // MARK: Forms of complaints

    /// Whose own right, and whose client's, a code has confirmed.
    private static let holder: HostedAccount? = {
        guard let email = MailAddress("ina@agents.example"),
            let own = try? AccountRight(office: "EM", number: "018012345", confirmedAt: 1),
            let client = try? AccountClient(
                name: "Verel GmbH",
                authorisation: Authorisation(document: seen, until: .max, acceptedAt: 1),
                rights: [AccountRight(office: "DE", number: "30", confirmedAt: 1)])
        else { return nil }
        return HostedAccount(
            id: AccountID(unchecked: "rh-abcdefghijkm"), organisation: "Agents", email: email,
            country: "DE", isAgent: true, stage: .verified, rights: [own], clients: [client],
            code: nil, appliedAt: 1)
    }()

    private static let complaintWords = [
        "\r\n--b\r\nContent-Disposition: form-data; name=\"", "right", "ground", "listings",
        "\"\r\n\r\n", "\r\n--b--", "test-buy", "design", "bazario:1", "seller-account bazario:s",
        "items", "(01)09520123456788(21)1", "explanation", "goodFaith", "goodfaith", "yes",
        "file0", "role0", "kept0", "title0", "mends", "listing-capture",
    ]

    private static let accountComplaint = FuzzedParser(
        "account-complaint",
        samples: [
            form([
                ("right", holder?.rights.first?.key ?? ""), ("ground", "test-buy"),
                ("listings", "bazario:1\r\nbazario:2"),
                ("items", "bazario:1 (01)09520123456788(21)1"), ("goodFaith", "yes"),
                ("declaredBy", "Ina"), ("explanation", "x\r\ny"), ("file0", "%PDF-1.7"),
                ("role0", "test-buy-report"),
            ]),
            form([
                ("right", "\(holder?.clients.first?.rights.first?.key ?? "") Verel GmbH"),
                ("ground", "design"), ("listings", "seller-account bazario:s"),
                ("declaredBy", "Ina"),
            ]),
            form([("right", "EM:1"), ("ground", "design")]),
        ], words: complaintWords + ["declaredBy", holder?.rights.first?.key ?? ""]
    ) { input in
        guard let holder, let fields = try parts(input) else { return false }
        let form = AccountComplaintForm(fields)
        let files = try understood { try form.files() }
        try promise(
            (files ?? []).count <= AccountComplaintForm.filesMax, "more files than there may be")
        guard
            let complaint = try understood({
                try form.complaint(of: holder, files: [], declaration: "yes")
            })
        else { return false }
        let rights =
            complaint.onBehalfOf.map { name in
                holder.clients.filter { $0.name == name }.flatMap(\.rights)
            } ?? holder.rights
        try promise(
            rights.contains {
                $0.office == complaint.right.office && $0.number == complaint.right.number
            }, "it rests on a right that is none of the account's, or the client's")
        try checkReadable(complaint)
        return true
    }

    private static func checkReadable(_ complaint: Complaint) throws {
        try promise(
            (1...Complaint.listingsMax).contains(complaint.listings.count)
                && Set(complaint.listings).count == complaint.listings.count
                && complaint.items.count <= ListedItem.itemsMax
                && complaint.items.allSatisfy { complaint.listings.indices.contains($0.listing) },
            "a complaint beyond its bounds")
        // Or nobody reads it, which whoever files is told.
        let again = try understood { try complaint.readable() }
        try promise(again == nil || again == complaint, "its readers have another one")
    }

    private static let right = Right(
        kind: .trademark, office: "EM", registrationNumber: "018012345", title: "Verel",
        jurisdictions: ["EM"])

    private static let complaintForm = FuzzedParser(
        "complaint-form",
        samples: [
            form([
                ("channel", "desk-verel"), ("right", right.key), ("ground", "test-buy"),
                ("listings", "bazario:1"), ("list", "bazario:2\nbazario:2\n"),
                ("kept0", "registration image/png 12 \(String(repeating: "ab", count: 32)) x y"),
                ("role0", "judgment"), ("title0", "the judgment"), ("file0", "%PDF-1.7"),
                ("items", "bazario:1 (01)09520123456788(21)1"), ("goodfaith", "yes"),
                ("declaredby", " Ina "), ("explanation", "x\r\ny"),
                ("mends", "sample.example/desk-verel/verel/e1/4"), ("do", "file"),
            ]),
            form([("ground", "design"), ("listings", "https://nowhere.example/1")]),
            form([("ground", "design"), ("mends", "7")]),
        ], words: complaintWords + ["declaredby", "onbehalfof", "channel", "list\"", "do\""]
    ) { input in
        guard let fields = try parts(input),
            let form = try understood({ try ComplaintForm(fields) })
        else { return false }
        try promise(
            form.declaredBy.utf8.count <= StatementLimits.nameBytesMax
                && form.onBehalfOf.utf8.count <= StatementLimits.nameBytesMax
                && form.explanation.utf8.count <= StatementLimits.textBytesMax
                && form.evidence.kept.count + form.evidence.uploads.count <= EvidenceFile.filesMax,
            "a form beyond its bounds")
        for file in form.evidence.kept {
            try promise(
                EvidenceField.file(EvidenceField.text(file)) == file, "a file comes as another")
        }
        guard form.isReadable, !form.listed.listings.isEmpty else { return true }
        try checkReadable(
            form.complaint(on: right, evidence: form.evidence.kept, declaration: "yes"))
        return true
    }
}
