import CRDT
import CSV
import GS1
import NodeAPI
import Peering
import Statements

extension FuzzedParser {
    /// What stands in addresses of the desk's pages and messages, and lists that people hold against what
    /// is known.
    static let console = [checkedList, consoleAddress, verificationMessage, epcisVersion]

    private static let checkedList = FuzzedParser(
        "checked-list",
        samples: [
            "domain,phone,note\nshop.example,+49 30 123456,x\n,\"a\"\"b\",\n",
            "shop.example\nhttps://shop.example/a\n198.51.100.7\n",
            "域名;邮箱\na.example;a@b.example\n",
            "a\tb\n1\t2\n\"broken\n",
            "\"a;b\",c\n\"d;e\",shop.example\n",
        ],
        words: ["domain", "website", "iban", "DE89370400440532013000", ",", ";", "\t", "\"\"", "@"]
    ) { input in
        guard let list = try understood({ try CheckedList(input) }) else { return false }
        try promise(
            list.form == .text(.utf8)
                ? Array(list.text.utf8) == input : list.text.utf8.count <= CheckedList.textBytesMax,
            "it is sent along as another list")
        try promise(
            list.columns.count <= CheckedList.columnsMax && list.rows <= CheckedList.rowsMax + 1
                && list.values.count < CheckedList.valuesMax + CheckedList.columnsMax,
            "more is looked up than may be")
        for value in list.values.prefix(1_000) {
            try promise(
                value.readings.isEmpty == (value.refusal != nil), "it is neither read nor refused")
            for reading in value.readings {
                try promise(
                    (try? Indicator(reading.type, parsing: reading.value)) == reading,
                    "an identifier has another form the second time")
            }
        }
        // As the form sends it the second time: with what was guessed.
        if input.count <= inputBytes {
            let meanings = list.columns.enumerated().map { ($0.offset, $0.element.meaning) }
            let again = try understood {
                try CheckedList(
                    Array(list.text.utf8), chosen: Dictionary(uniqueKeysWithValues: meanings),
                    header: list.hasHeader)
            }
            try promise(
                again?.columns == list.columns && again?.values == list.values,
                "with the columns that were guessed it is another list")
        }
        return !list.values.isEmpty
    }

    private static let inputBytes = 64 * 1024

    /// Searches, identifiers and entries of logs, as links of the console name them.
    private static let consoleAddress = FuzzedParser(
        "console-address",
        samples: [
            "/console/search?q=%3Dshop.example&kind=domain&kind=url&member=maison"
                + "&confidence=high&status=active&confirmed=witnessed&after=p17",
            "/console/search?q=a*&after=k016162&confidence=low&confidence=medium",
            "/console/identifier?kind=domain&value=shop.example",
            "/console/identifier?key=AXNob3AuZXhhbXBsZQ",
            "/console/evidence?log=sample.example%2Falliance%2Fmaison%2Fe1&entry=17",
        ],
        words: [
            "q=", "&kind=", "&member=", "&confidence=", "&status=", "&confirmed=", "&after=k",
            "&after=p", "value=", "key=", "log=", "&entry=", "domain", "postal-address", "%0a",
        ]
    ) { input in
        guard let text = text(input),
            let target = try understood({ try RequestTarget(parsing: text) })
        else { return false }
        var isTaken = false
        if let form = try understood({ try SearchForm(target) }) {
            let href = form.href(after: form.cursor)
            if href.utf8.count <= RequestTarget.bytesMax {
                let again = try understood { try SearchForm(RequestTarget(parsing: href)) }
                try promise(
                    again.map { $0.href(after: $0.cursor) } == href, "a search is another one kept")
            }
            isTaken = !target.parameters.isEmpty
        }
        if let indicator = try understood({ try IdentifierLink.indicator(target) }) {
            if let href = IdentifierLink.href(indicator) {
                let again = try understood {
                    try IdentifierLink.indicator(RequestTarget(parsing: href))
                }
                try promise(again == indicator, "a link names another identifier")
            }
            isTaken = true
        }
        if let dot = try understood({ try EvidenceLink.dot(target) }) {
            let href = EvidenceLink.href(dot)
            let again = try understood { try EvidenceLink.dot(RequestTarget(parsing: href)) }
            try promise(again == dot, "a link names another entry")
            isTaken = true
        }
        return isTaken
    }

    private static let verificationMessage = FuzzedParser(
        "verification-message",
        samples: [
            "/verify/gtin/09520123456788/lot/L%2F1/ser/S?exp=270430&linkType=verificationService"
                + "&context=dscsaSaleableReturn&reqGLN=9521001000000"
                + "&corrUUID=5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11",
            "/verify/gtin/09520123456788/lot/L/ser/S?exp=270400&reqGLN=9521001000000"
                + "&corrUUID=5e2bf4f4-7d4b-4a0e-9c1e-3f0a6f6d8a11&linkType=gs1:all",
        ],
        words: ["&reqGLN=", "&respGLN=", "exp=", "&corrUUID=", "%2F", "/lot/", "/ser/", "gs1:"]
    ) { input in
        guard let text = text(input),
            let target = try understood({ try RequestTarget(parsing: text) }),
            let parameters = PathPattern("/verify/gtin/{gtin}/lot/{lot}/ser/{serial}")
                .match(target.segments)
        else { return false }
        let request = DeskRequest(
            method: .get, target: target, parameters: parameters, caller: .stranger(from: ""),
            origin: "https://desk.example", id: "1")
        guard let message = try understood({ try VerificationRequest(request) }) else {
            return false
        }
        let item = message.item
        try promise(
            item.serial?.text == parameters["serial"] && item.lot?.text == parameters["lot"]
                && item.expiry != nil, "it asks for another item")
        try promise(
            GLN(message.requester.digits) == message.requester
                && message.correlation.utf8.count == 36
                && target.parameters.contains { $0.value == message.correlation },
            "it comes back otherwise than it was sent")
        return true
    }

    /// Lines, each a header field.
    private static let epcisVersion = FuzzedParser(
        "epcis-version", inputBytesMax: 256,
        samples: [
            "gs1-epcis-version: 2.0.0\ngs1-cbv-min: 1.2\n", "gs1-epcis-max: 2",
            "gs1-cbv-version: 3",
        ], words: ["gs1-epcis-", "gs1-cbv-", "version: ", "min: ", "max: ", "2.0", ".", "99"]
    ) { input in
        guard let text = text(input), let target = try? RequestTarget(parsing: "/x") else {
            return false
        }
        let headers = text.split(separator: "\n").compactMap { line -> DeskRequest.Header? in
            let sides = line.split(separator: ":", maxSplits: 1)
            return sides.count == 2
                ? .init(String(sides[0]), String(sides[1].drop { $0 == " " })) : nil
        }
        let request = DeskRequest(
            method: .get, target: target, headers: headers, caller: .stranger(from: ""),
            origin: "https://desk.example", id: "1")
        let isAdmitted: Void? = try understood { try EPCISVersions.admit(request) }
        guard isAdmitted != nil else { return false }
        for name in ["gs1-epcis-version", "gs1-cbv-version"] {
            guard let asked = request.header(name) else { continue }
            let major = asked.prefix { $0 != "." }.drop { $0 == "0" }
            try promise(major == "2", "a version is spoken that is none")
        }
        return !headers.isEmpty
    }
}
