package import Complaints
import Credentials
package import Logging
package import NodeAPI
import SQLiteStore

extension OpenedNode {
    /// Who is told of what at the desk; its database is made where it is missing.
    ///
    /// - Parameter complaints: that are known here, where they have clocks.
    /// - Throws: `SQLiteStoreError`.
    package func noticeDesk(
        _ settings: NoticeServices = NoticeServices(), persons: PersonRegister,
        casework: CaseworkDesk, complaints: (any ComplaintRegister)? = nil, calls: BlockingCalls
    ) throws -> NoticeDesk {
        let readers = NoticeReaders(persons: persons)
        let keeper = NoticeKeeper(
            node: self, store: try SQLiteNoticeStore(path: home.noticeDatabase), readers: readers,
            clocks: [
                ExchangeClocks(node: self), CaseworkClocks(store: casework.store),
                InquiryClocks(node: self, store: casework.store, persons: persons),
            ] + (complaints.map { [ComplaintClocks(node: self, register: $0)] } ?? []))
        return NoticeDesk(
            node: self, keeper: keeper, settings: settings, readers: readers, calls: calls)
    }

    /// What raises and sends, while the node runs.
    ///
    /// - Parameters:
    ///   - origin: of the desk, as the world knows it.
    ///   - pulse: fired when the view has grown.
    /// - Throws: for `certs/webhook-ca.pem`, where it cannot be read.
    package func noticeKeeping(
        _ desk: NoticeDesk, origin: String?, audit: any AuditRecording, pulse: Pulse,
        logger: Logger
    ) throws -> NoticeKeeping {
        let trusted = home.certs.webhookCA
        return NoticeKeeping(
            desk: desk,
            trust: try WebhookSender.trust(
                certificates: DurableFile.exists(trusted) ? try DurableFile.read(trusted) : nil),
            audit: audit,
            mail: desk.settings.mail.map {
                MailRounds(desk: desk, mail: $0, origin: origin, audit: audit)
            }, pulse: pulse, logger: logger)
    }
}
