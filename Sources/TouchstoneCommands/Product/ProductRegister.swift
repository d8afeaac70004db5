import AllianceNames
import AllianceNode
package import ArgumentParser
import CSV
import Foundation
import GS1
import MergedView
import ProductAuthentication
import Replication
import Roster
import Statements

package struct ProductRegister: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "register",
        abstract: "Register products of this member's own number ranges, from CSV.",
        discussion: """
            Columns: gtin, or scheme and model for codes of the house's own scheme; brand, name, \
            name:<language> (as in name:zh), marks and markets (separated by ';'), serialised (yes \
            or no: whether items have numbers of their own; with-snapshot: and this member may \
            publish sets of them). \
            It is signed into this member's log; rows of other members' ranges are refused.

            Example: touchstone product register products.csv --column gtin=EAN
            """)

    @OptionGroup package var home: HomeOption
    @OptionGroup package var list: ProductList
    @Option(help: "The brand of rows that name none.") var brand: String?
    @OptionGroup package var channel: ChannelOption
    @OptionGroup package var format: FormatOption

    package init() {}

    package func run() async throws {
        let begun = Date()
        let node = try home.open()
        let channel = try channel.channel()
        try await node.readyToSign(in: channel)
        let rows = ProductRows.importing(
            mapping: try list.mapping(), brand: brand, owns: node.ownsProduct)
        let bulk = BulkAppend(writer: node.writer, channel: channel)
        let progress = ProgressLine()
        let outcome = try await list.read(rows, progress) { products in
            let refusals = try await bulk.append(products.map(Statement.registerProduct))
            // Each row was held to the same rules when it was read.
            if let refusal = refusals.first { throw CommandError("\(refusal.error)") }
            return []
        }
        let checkpoint = try await bulk.finish()
        progress.end()
        try node.merger.catchUp()
        if let failure = outcome.failure { throw failure }
        try ImportsOutput(imports: [
            .init(
                read: outcome.accepted + outcome.refused, accepted: outcome.accepted,
                refused: outcome.refused, refusedFile: outcome.refusedFile,
                origin: node.writer.origin(in: channel).description,
                size: checkpoint.map(\.size), seconds: Date().timeIntervalSince(begun))
        ]).write("product", "registered", format: format.format)
        if let complaint = outcome.complaint { throw complaint }
    }
}
