import AllianceNames
package import Evidence
import Roster
import Statements
import TransparencyLog

/// A bundle as a page to print or to keep: who said what when, what was checked, and how to check it again.
/// Complete in itself, without a script, an image or an address of anything. It is made of what holds, so
/// it says no more than is proved.
package struct EvidencePrint {
    let language: DeskLanguage
    let verified: VerifiedBundle

    package init(_ verified: VerifiedBundle, in language: DeskLanguage) {
        self.verified = verified
        self.language = language
    }

    /// The name of the bundle's file, and of the page's with another ending.
    package static func fileName(
        of bundle: EvidenceBundle, _ fileExtension: String = EvidenceBundle.fileExtension
    ) -> String {
        let about = bundle.manifest.about.map { "\($0.type.name)-\($0.value)" } ?? "statements"
        let name = about.prefix(60).map { character -> Character in
            character.isASCII && (character.isLetter || character.isNumber || character == ".")
                ? character : "-"
        }
        return "\(String(name)).\(fileExtension)"
    }

    package var html: String {
        let about = verified.manifest.about
        let heading: HTML =
            about.map {
                "<p>\(PageText.term($0.type)(language))</p><h1>\(shown($0.readableValue))</h1>"
            } ?? "<h1>\(self[.title])</h1>"
        let title = about.map { ShownValue.plain($0.readableValue, max: 60) } ?? ""
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="\(language.tag)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(self[.title]) · \(title)</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <main id="main">
            <header>\(heading)
            <p>\(self[.lead])</p>
            <p><strong>\(self[.limits])</strong></p></header>
            \(making)
            \(part)
            \(EvidenceStatements(self).section)
            \(checks)
            \(captures)
            \(steps)
            </main>
            </body>
            </html>

            """
        return page.markup
    }

    subscript(_ text: EvidenceText) -> String { text(language) }

    func shown(_ text: String) -> HTML { "<bdi>\(ShownValue.visible(text))</bdi>" }

    func facts(_ rows: [(String, HTML?)]) -> HTML {
        let rows = rows.compactMap { name, value -> HTML? in
            value.map { "<div><dt>\(name)</dt><dd>\($0)</dd></div>\n" }
        }
        return "<dl>\n\(HTML.joined(rows))</dl>"
    }

    // MARK: Sections

    private var making: HTML {
        let making = verified.manifest.making
        let roster = verified.roster
        let expired: HTML =
            verified.isRegisterExpired ? "<p>\(self[.registerExpired])</p>" : ""
        return """
            <section>\(facts([
                (self[.madeBy], "\(shown(verified.makerName)) (\(making.member.rawValue))"),
                (self[.madePerson], shown(making.person)),
                (self[.madeFor], shown(making.purpose)),
                (self[.madeAt], "\(making.at.description)"),
                (self[.alliance], "\(roster.alliance.rawValue)"),
                (self[.register], "\(String(roster.version)), \(roster.roster.issuedAt.description)"),
                (self[.digest], "<code>\(Digest.sha256(verified.bundle.bytes).hex)</code>"),
            ]))\(expired)</section>
            """
    }

    /// What it has not, by the word of whoever made it.
    private var part: HTML {
        guard let part = verified.manifest.part else { return "" }
        func member(_ id: MemberID) -> HTML { "\(shown(verified.name(id))) (\(id.rawValue))" }
        let leftOut = part.leftOut.sorted { $0.key < $1.key }.map { id, count -> HTML in
            count < BundlePart.countedMax
                ? "\(member(id)): \(String(count))"
                : "\(member(id)): \(self[.partAtLeast]) \(String(count))"
        }
        func list(_ items: [HTML]) -> HTML? {
            items.isEmpty ? nil : HTML.joined(items, by: "<br>")
        }
        return """
            <section><h2>\(self[.partHeading])</h2>
            <p><strong>\(self[.partNote])</strong></p>
            \(facts([
                (self[.partMembers], list(part.members.map(member))),
                (self[.partChannels], list(part.channels.map { "\($0.rawValue)" })),
                (self[.partLeftOut], list(leftOut)),
            ]))</section>
            """
    }

    private var checks: HTML {
        let all: [EvidenceText] = [
            .proofFiles, .proofRegister, .proofMaker, .proofAuthors, .proofLogged,
            .proofPayloads, .proofHistories, .proofErasures, .proofForks, .proofSubject,
        ]
        let items = all.map { text -> HTML in "<li>\(self[text])</li>\n" }
        return """
            <section><h2>\(self[.proofHeading])</h2>
            <ul>
            \(HTML.joined(items))</ul></section>
            """
    }

    private var captures: HTML {
        guard !verified.manifest.captures.isEmpty else { return "" }
        var table = DataTable(
            "\(self[.capturesNote])",
            [
                self[.captureName], self[.captureType], self[.captureBytes], "SHA-256",
                self[.captureBy], self[.captureAt],
            ])
        for capture in verified.manifest.captures {
            table.append([
                shown(capture.name), shown(capture.mediaType), "\(String(capture.byteCount))",
                "<code>\(capture.digest.hex)</code>", shown(capture.by),
                "\(capture.at.description)",
            ])
        }
        return "<section><h2>\(self[.capturesHeading])</h2>\(table.html)</section>"
    }

    private var steps: HTML {
        let name = Self.fileName(of: verified.bundle)
        func command(_ text: EvidenceText, _ command: String) -> HTML {
            "<li>\(self[text])<pre>\(command)</pre></li>\n"
        }
        let capture: HTML =
            verified.manifest.captures.isEmpty
            ? ""
            : command(
                .stepsCapture,
                "touchstone evidence verify \(name) --authority KEY --capture FILE")
        return """
            <section><h2>\(self[.stepsHeading])</h2>
            <ol>
            <li>\(self[.stepsKey])</li>
            \(command(.stepsProgram, "touchstone evidence verify \(name) --authority KEY"))\(capture)</ol>
            <p>\(self[.stepsTools])</p>
            <ol>
            \(command(.stepsOpen, "tar -xf \(name)"))\
            \(command(.stepsSums, "grep -E '^[0-9a-f]{64}  ' manifest.note | sha256sum --check"))\
            \(command(.stepsPayload, "sha256sum statements/1/payload; tail -c 32 statements/1/entry | od -An -v -tx1 | tr -d ' \\n'"))\
            \(command(.stepsLeaf, "{ printf '\\000'; cat statements/1/entry; } | sha256sum"))\
            <li>\(self[.stepsProof])</li>
            <li>\(self[.stepsNotes])</li>
            </ol></section>
            """
    }

    static let style: HTML = """
        body{margin:0;background:#fff;color:#16202c;font:1rem/1.45 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
        main{max-width:52rem;margin:0 auto;padding:1rem}
        h1{font-size:1.5rem;margin:0 0 .5rem;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
        h3{font-size:1rem;margin:1rem 0 .3rem}
        dl{margin:0 0 .6rem}dl div{display:flex;gap:1rem;padding:.15rem 0;border-top:1px solid #d5dce4}
        dt{flex:1 1 12rem;color:#4c5a69}dd{flex:2 1 20rem;margin:0;overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.3rem 0}
        th,td{text-align:left;vertical-align:top;padding:.25rem .5rem .25rem 0;border-top:1px solid #d5dce4;overflow-wrap:anywhere}
        code,pre{font:.85rem/1.4 ui-monospace,Menlo,Consolas,monospace}pre{white-space:pre-wrap;margin:.3rem 0;overflow-wrap:anywhere}
        .cp{border:1px solid #7a4b00;padding:0 .15rem;font-size:.8em}
        .badge{font-weight:600}
        @page{margin:18mm}
        @media print{main{max-width:none;padding:0}article,tr,li{break-inside:avoid}h2,h3{break-after:avoid}}
        """
}
