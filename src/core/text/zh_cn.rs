//! 简体中文, as offices write it: what is wrong, with both numbers; then what to do.

use super::{DIGITS, KeyUse, MEGABYTES, Message, excerpt, list_of_lines, short_name};
use crate::core::draft::snapshots::Moment;
use crate::core::draft::{SaveError, WhyUnreadable};
use crate::core::export::Output;
use crate::core::format::{Compare, Each};
use crate::core::import::paste::Why;
use crate::core::import::published::{CellRead, Doubt, NotRead, Remark};
use crate::core::import::{ImportError, Note};
use crate::core::progress::Progress;
use crate::core::report::{HeaderField, Unreadable};
use crate::core::suspects::Reason;

/// What stands between a finding and why it stands.
pub(super) const REASON: &str = "，原因是：";

#[allow(clippy::too_many_lines, reason = "one line a message")]
pub(super) fn say(message: &Message) -> String {
    match message {
        Message::Product => "公开年报".into(),
        Message::SkipToContent => "跳到正文".into(),
        Message::MyReports => "我的年报".into(),
        Message::LocalNote => "内容只存在本机，不上传".into(),
        Message::OtherLanguage => "English".into(),
        Message::Deadline(year) => {
            format!("{year}年度报告应在{}年1月31日前公布；县级以上地方人民政府的在3月31日前。", year + 1)
        }
        Message::OpenFile => "打开文件".into(),
        Message::NewReport => "新建年报".into(),
        Message::NoReports => "还没有年报".into(),
        Message::NoReportsText => "填表、核对、导出都在这台电脑上完成，不用登录，内容不上传。".into(),
        Message::NewReportText => "填写机关全称和年度，从空白表开始。空白不等于 0，没填的格会一直提醒。".into(),
        Message::OpenFileText => "本工具导出的年报数据，或者另存的草稿（.json）。也可以把文件拖到页面上。".into(),
        Message::Organ => "单位".into(),
        Message::Year => "年度".into(),
        Message::State => "状态".into(),
        Message::TablesFilled => "表格完成".into(),
        Message::Pending => "待处理".into(),
        Message::LastSaved => "上次保存".into(),
        Message::Actions => "操作".into(),
        Message::YearIs(year) => format!("{year}年"),
        Message::NotBegun => "未开始".into(),
        Message::InProgress => "填写中".into(),
        Message::ToReview => "待核对".into(),
        Message::Publishable => "可以发布".into(),
        Message::CannotOpen => "打不开".into(),
        Message::Nothing => "无".into(),
        Message::NotYet => "还没有保存".into(),
        Message::Errors(n) => format!("{n} 处错误"),
        Message::Warnings(n) => format!("{n} 处提醒"),
        Message::Percent(n) => format!("已填 {n}%"),
        Message::Continue => "继续填写".into(),
        Message::Review => "核对".into(),
        Message::CopyAs(year) => format!("复制为{year}年"),
        Message::SaveAsFile => "另存为文件".into(),
        Message::Delete => "删除".into(),
        Message::ActionOn(action, organ, year) => format!("{action}：{}{year}年", excerpt(organ)),
        Message::Deleted(organ, year) => format!("已删除{}{year}年的草稿。", excerpt(organ)),
        Message::UndoDelete => "撤销删除".into(),
        Message::UndoFailed => "没有恢复：本浏览器现在存不下。关掉本页以前可以另存为文件。".into(),
        Message::SameReport(n) => format!("同一单位同一年度有 {n} 份"),
        Message::DraftTooNew(found, known) => {
            format!("这份草稿由更新的版本保存（第 {found} 版，本版本只认到第 {known} 版），不能改，原样留着没有动。")
        }
        Message::DraftBroughtForward => {
            "这份草稿由旧版本保存，已经转成新的，内容没有变。旧的原文可以另存为文件。".into()
        }
        Message::DraftUnreadable(why) => why_unreadable(why),
        Message::DraftMissing => "本浏览器里没有这份草稿，可能已经删除。".into(),
        Message::NewerWaits => "有新版本，点此更换".into(),
        Message::NewerTookOver => "已换新版本，点此重新打开".into(),
        Message::Versions => "历史版本".into(),
        Message::VersionsText => {
            "打开时、每填一小时，以及补零、清空、粘贴、恢复、换成另一份以前各留一份，最多 20 份，只在本浏览器。".into()
        }
        Message::NoVersions => "还没有历史版本。".into(),
        Message::VersionsUnreadable => "历史版本现在读不出来。重新打开本页再试。".into(),
        Message::NoVersionsHere => "这个浏览器里不能留历史版本（没有 IndexedDB）。".into(),
        Message::VersionMoment(moment) => match moment {
            Moment::Opened => "打开时",
            Moment::Hourly => "填写中",
            Moment::BeforeZeros => "补零以前",
            Moment::BeforeClearing => "清空以前",
            Moment::BeforePasting => "粘贴以前",
            Moment::BeforeRestoring => "恢复历史版本以前",
            Moment::BeforeReplacing => "换成另一份以前",
            Moment::SetAside => "打开时发现的较旧的一份",
        }
        .into(),
        Message::VersionDiffers(0) => "与现在相同".into(),
        Message::VersionDiffers(n) => format!("与现在有 {n} 处不同"),
        Message::RestoreVersion => "恢复成这样".into(),
        Message::VersionRestored(at) => format!("已恢复成 {at} 的样子。可以撤销。"),
        Message::ShowDifferences => "看不同".into(),
        Message::PlaceOfDifference => "位置".into(),
        Message::Then => "那时".into(),
        Message::Now => "现在".into(),
        Message::Storage => "存储和备份".into(),
        Message::WhereKept => "存在哪里".into(),
        Message::StoredHere(0, _) => "本浏览器里还没有年报。".into(),
        Message::StoredHere(count, size) => format!("本浏览器里有 {count} 份年报，共 {size} KB。换一个浏览器、换一台电脑就看不到；带走要先备份。"),
        Message::Promised => "浏览器已经答应长期保留，空间紧张时也不会自己删。".into(),
        Message::NotPromised => "浏览器没有答应长期保留：磁盘空间紧张，或者很久不打开本页时，可能自己删掉。请经常备份。".into(),
        Message::AskForPromise => "请浏览器长期保留".into(),
        Message::PromiseUnknown => "这个浏览器不说明会不会长期保留（网址不是 https 时也是这样）。请经常备份。".into(),
        Message::NothingSent => "内容不上传，也没有服务器。清理浏览器数据会一起清掉。".into(),
        Message::Backup => "备份".into(),
        Message::BackupText => "全部年报存成一个文件，可以拷到别的电脑恢复。历史版本不在里面。".into(),
        Message::BackUpAll => "备份全部".into(),
        Message::BackupFile(date) => format!("公开年报备份-{date}.json"),
        Message::BackedUp(n, name) => format!("已备份 {n} 份，交给浏览器下载：{name}"),
        Message::NotBackedUp(n) => format!("有 {n} 份年报，上次备份已过 7 天，之后又改过。"),
        Message::RestoreBackup => "从备份恢复".into(),
        Message::BackupFrom(saved, n) => format!("备份（{saved}），共 {n} 份"),
        Message::InBackup => "备份里的".into(),
        Message::Here => "本机的".into(),
        Message::InBackupIs(what) => format!("备份里的：{what}"),
        Message::HereIs(what) => format!("本机的：{what}"),
        Message::WhatToTake => "怎么办".into(),
        Message::NotHere => "本机没有".into(),
        Message::SameHere => "与本机相同，不用恢复".into(),
        Message::DiffersAt(n) => format!("（{n} 处不同）"),
        Message::TakeNew => "恢复".into(),
        Message::LeaveNew => "不恢复".into(),
        Message::KeepHere => "保留本机的".into(),
        Message::TakeBackups => "换成备份里的".into(),
        Message::KeepBoth => "两份都留".into(),
        Message::TakeBack(n) => format!("恢复 {n} 份"),
        Message::TakenBack(n, 0) => format!("已恢复 {n} 份。"),
        Message::TakenBack(n, replaced) => {
            format!("已恢复 {n} 份。其中 {replaced} 份换下来的，在那一份的“历史版本”里。")
        }
        Message::NotReplaced(name) => {
            format!("“{}”没有换成备份里的：本机的这份留不成历史版本。先另存为文件；或者选“两份都留”，再删除不要的。", excerpt(name))
        }
        Message::SkippedInBackup(n) => format!("另有 {n} 份损坏，读不出来。"),
        Message::NotTakenBack(name, error) => {
            format!("{}没有恢复：{}", excerpt(name), say(&Message::NotSaved(*error)))
        }
        Message::SharedComputer => "共用电脑".into(),
        Message::SharedComputerText => "别人也用这台电脑时，填完带走备份，再清除。清除的是本浏览器里本工具的全部数据。".into(),
        Message::ClearAll => "清除本机数据".into(),
        Message::AskClearAll(0) => "将清除填表人姓名和其他设置，不能恢复。".into(),
        Message::AskClearAll(n) => format!("将删除 {n} 份年报和它们的历史版本、撤销记录、填表人姓名，不能恢复。下载过的文件不受影响。先备份吗？"),
        Message::DoClearAll => "全部清除".into(),
        Message::ClearedAll => "已清除：本浏览器里没有本工具的数据了。".into(),
        Message::NotClearedAll => "没有清除干净：浏览器没有让删。关掉本工具的其他窗口再试，或者在浏览器设置里清除本网站的数据。".into(),
        Message::Editor => "填表人".into(),
        Message::NotPublished => "不公布".into(),
        Message::EditorHint => "记在本机和草稿里，别人打开时看得到是谁填的。".into(),
        Message::LastEditedBy(name) => format!("上次由 {} 保存。", excerpt(name)),
        Message::TurnElsewhere(since) => {
            let since = since.as_ref().map_or(String::new(), |since| format!("（{since} 起）"));
            format!("另一个窗口正在改这份年报{since}，本窗口只能看。")
        }
        Message::OnlyShown => "只能看".into(),
        Message::ReplacedElsewhere => {
            "另一个窗口把这份年报换成了别的内容。原来的在“历史版本”里。".into()
        }
        Message::TakeTurn => "改在这里填".into(),
        Message::OnlyLook => "另一个窗口正在改这份年报，本窗口只能看。".into(),
        Message::YourTurn => "现在可以在本窗口填写。".into(),
        Message::Field(field) => field_label(*field).into(),
        Message::FieldHint(field) => field_hint(*field).into(),
        Message::FieldYear => "年度".into(),
        Message::Required => "必填".into(),
        Message::Optional => "可以以后填".into(),
        Message::FieldEmpty(field) => format!("{}没有填。", field_label(*field)),
        Message::NoOrgan => "（未写机关全称）".into(),
        Message::YearUnreadable(typed) => {
            format!("年度写的是“{}”，认不出是哪一年。写四位数字，如 2025。", excerpt(typed))
        }
        Message::NoFormat(year) => format!("本工具没有 {year} 年的报告格式。2021 年及以后的可以填。"),
        Message::AlreadyThere(organ, year) => format!("已经有一份{}{year}年的草稿。", excerpt(organ)),
        Message::OpenThatOne => "打开那一份".into(),
        Message::CreateAnyway => "再建一份".into(),
        Message::Create => "开始填写".into(),
        Message::Cancel => "取消".into(),
        Message::StorageForbidden => {
            "浏览器禁止本页存数据：可以照常填写和导出，但是关掉本页内容就没有了。离开前另存为文件。".into()
        }
        Message::PartsOfReport => "报告各部分".into(),
        Message::Cover => "标题和说明".into(),
        Message::CoverMark => "封".into(),
        Message::FilledOf(filled, all) => format!("表格已填 {filled} 格，共 {all} 格"),
        Message::PartState(progress) => part_state(progress),
        Message::ReviewAndPublish => "核对与发布".into(),
        Message::BackToFilling => "继续填写".into(),
        Message::Saved(time) => format!("已保存 {time}（本浏览器）"),
        Message::Stored(time) => format!("已写入浏览器 {time}（几秒后到硬盘）"),
        Message::Saving => "正在保存".into(),
        Message::NotSaved(error) => match error {
            SaveError::Full => {
                "没有保存：浏览器空间已满。另存为文件，或者在另一个窗口打开“我的年报”，删除不用的草稿。".into()
            }
            SaveError::Forbidden => "不能保存：浏览器禁止本页存数据。另存为文件。".into(),
            SaveError::ChangedElsewhere => "没有保存：另一个窗口改过这份草稿。".into(),
            SaveError::RemovedElsewhere => {
                "没有保存：这份草稿在另一个窗口删除了。要留下就另存一份。".into()
            }
            SaveError::NotKept => "没有保存：浏览器没有存住。另存为文件。".into(),
        },
        Message::NotSavedShort => "没有保存".into(),
        Message::TakeTheirs => "改用那边的".into(),
        Message::KeepMine => "这里的另存一份".into(),
        Message::Computed => "自动".into(),
        Message::ComputedCell => "自动计算".into(),
        Message::Blank => "未填".into(),
        Message::Continued => "（续）".into(),
        Message::TableCaption(heading, rows, columns) => {
            format!("{heading}（{rows} 行 {columns} 列，总计自动计算）")
        }
        Message::Balance => "勾稽关系".into(),
        Message::Balanced => "平".into(),
        Message::Off(difference) => format!("差 {difference}"),
        Message::Follows(column) => format!("随{column}"),
        Message::ColumnBlank => "未填".into(),
        Message::ColumnUnreadable => "有认不出的数".into(),
        Message::GoThere => "转到这一格".into(),
        Message::AllBalanced(relation) => format!("填了的各列都平：{relation}。"),
        Message::NothingToBalance => "还没有填，填了随时核对。".into(),
        Message::MoreOff(n) => format!("另有 {n} 列不平。"),
        Message::PickCell => "点一格开始填。空白不等于 0，没有的填 0。".into(),
        Message::KeyDown => "向下".into(),
        Message::KeyAlong => "向右".into(),
        Message::KeyArrows => "移动".into(),
        Message::KeyRestore => "恢复原数".into(),
        Message::Sum(total, addends, rule) => {
            let total = total.map_or("0".into(), |figure| figure.to_string());
            let named = addends.len() <= NAMED_ADDENDS;
            let addends: Vec<String> = addends
                .iter()
                .map(|(name, figure)| if named { format!("{name} {figure}") } else { figure.to_string() })
                .collect();
            let sum = if addends.is_empty() { "0".into() } else { addends.join("＋") };
            format!("自动计算：{total} = {sum}。{rule}。")
        }
        Message::Undo => "撤销".into(),
        Message::Redo => "重做".into(),
        Message::Undone(place) => format!("已撤销：{}。", excerpt(place)),
        Message::Redone(place) => format!("已重做：{}。", excerpt(place)),
        Message::Selected(rows, columns) => format!("选中 {rows} 行 {columns} 列。"),
        Message::Copied(n) => format!("已复制 {n} 格。"),
        Message::Cleared(n) => format!("已清空 {n} 格。"),
        Message::ZerosPut(n) => format!("已补 0：{n} 格。"),
        Message::Pasted(n) => format!("已填入 {n} 格。"),
        Message::FillZeros(n) => format!("其余补零（{n} 格）"),
        Message::AskZeros(n, selected) => {
            let where_ = if *selected { "选中的格里" } else { "这张表" };
            format!("{where_}还有 {n} 格没有填，都填 0。填完可以撤销。")
        }
        Message::DoZeros => "填 0".into(),
        Message::Clear => "清空".into(),
        Message::AskClear(n, selected) => {
            let where_ = if *selected { "选中的" } else { "这张表的" };
            format!("{where_} {n} 格都清空，变回未填。清空后可以撤销。")
        }
        Message::AskPaste(puts, over, skipped, totals) => {
            let mut words = vec![format!("将填 {puts} 格")];
            if *over > 0 {
                words.push(format!("其中 {over} 格已有数，会被替换"));
            }
            if *skipped > 0 {
                words.push(format!("{skipped} 处不填"));
            }
            if *totals > 0 {
                words.push(format!("{totals} 个总计与相加的不同，以相加的为准"));
            }
            format!("{}。", words.join("，"))
        }
        Message::DoPaste => "填入".into(),
        Message::WouldOverwrite(cell, before, after) => {
            let after = if after.is_empty() { "空" } else { after };
            format!("{cell}：{} 换成 {}", excerpt(before), excerpt(after))
        }
        Message::WouldSkip(row, column, text, why) => {
            let why = match why {
                Why::UnknownRow => "表里没有这一行",
                Why::SecondTime => "这一行前面已经有了",
                Why::Outside => "超出表格",
                Why::NoFigure => "认不出是几",
            };
            format!("来源第 {row} 行第 {column} 列“{}”不填：{why}", excerpt(text))
        }
        Message::WouldDiffer(cell, pasted, computed) => {
            format!("{cell}：来源是 {pasted}，相加是 {computed}")
        }
        Message::SignsAsZero(n) => format!("写作“-”“/”“—”“无”的 {n} 格填 0（不选就空着）"),
        Message::NothingToPaste => "剪贴板里没有能填的数。在 Excel、WPS 或者网页里选中表格，复制后再粘贴。".into(),
        Message::PasteTooLarge => "剪贴板里的表太大，不是年报的表。只复制要填的部分，再粘贴。".into(),
        Message::Likeliest(cause) => format!("最可能：{cause}"),
        Message::SuspectIs(cell, reason, column) => match reason {
            Reason::OtherColumn(_) => format!("{cell} 可能填错了列，应在{column}。"),
            Reason::CarriedIn(None) => format!("{cell} 没有数，与上年报告核对。"),
            Reason::CarriedIn(Some(figure)) => format!("{cell} 应为 {figure}，上年报告结转的数。"),
            Reason::Unreadable => format!("{cell} 认不出是几。"),
            Reason::Blank => format!("{cell} 未填。"),
            Reason::WrongSide => format!("{cell} 是差数的一半，可能填错了边。"),
            Reason::Equal => format!("{cell} 正好是差数，可能重复计了。"),
            Reason::Swapped(figure) => format!("{cell} 可能两位数字颠倒，应为 {figure}。"),
            Reason::Shifted(figure) => format!("{cell} 可能多打或者少打一个 0，应为 {figure}。"),
        },
        Message::StillOpen(n) => format!("这一列还有 {n} 格未填。"),
        Message::OtherSuspects(n) => format!("其他可能（{n}）"),
        Message::Keys => "键盘用法".into(),
        Message::KeyDoes(key) => key_use(*key).into(),
        Message::CellName(row, column) => format!("{row} × {column}"),
        Message::CellInTable(table, row, column) => format!("{table} {row} × {column}"),
        Message::LineOfTable(table, line) => format!("{table} {line}"),
        Message::SidesDiffer(line, left, a, right, b, difference) => {
            format!("{line}一列：{left}为 {a}，{right}为 {b}，相差 {difference}。")
        }
        Message::SideBounded(line, left, a, compare, right, b) => {
            let right = if right.is_empty() { String::new() } else { format!("{right} ") };
            match compare {
                Compare::Equal => format!("{line}：{left}为 {a}，一般为 {right}{b}。"),
                Compare::AtLeast => format!("{line}：{left}为 {a}，少于{right}{b}。"),
                Compare::AtMost => format!("{line}：{left}为 {a}，多于 {right}{b}。"),
                Compare::Above => format!("{line}：{left}为 {a}，一般多于 {right}{b}。"),
            }
        }
        Message::Basis(basis) => format!("依据：{basis}"),
        Message::CannotRead(cell, typed, reason) => {
            format!("{cell}写的是“{}”，{}", excerpt(typed), why_no_figure(*reason))
        }
        Message::NoFigure(reason) => why_no_figure(*reason),
        Message::CellBlank(cell) => format!("{cell}未填。没有的填 0。"),
        Message::NotWritten(heading) => format!("“{heading}”还没有写。"),
        Message::FieldMissing(field) => format!("标题缺{}。", field_label(*field)),
        Message::Characters(n) => format!("{n} 字"),
        Message::CharactersInAll(n) => format!("共 {n} 字"),
        Message::Lead => "总述".into(),
        Message::UseSentence(sentence) => format!("填入：{sentence}"),
        Message::Preface => "报告开头的说明".into(),
        Message::PrefaceComposed => "按上面各项自动写成，可以直接改。".into(),
        Message::PrefaceOwn => "已经改写，不再随上面各项变。".into(),
        Message::PrefaceRestore => "恢复自动写成的".into(),
        Message::HeaderHeading => "标题和联系方式".into(),
        Message::TitleIs(title) => format!("标题：{title}"),
        Message::Ready => "可以发布：没有错误，全部填完。".into(),
        Message::NotReady(errors, blanks, texts) => {
            let mut reasons = Vec::new();
            if *errors > 0 {
                reasons.push(format!("有 {errors} 处错误要改"));
            }
            if *blanks > 0 {
                reasons.push(format!("{blanks} 格未填"));
            }
            if *texts > 0 {
                reasons.push(format!("{texts} 处文字未写"));
            }
            format!("还不能发布：{}。", reasons.join("，"))
        }
        Message::DraftAllowed => "可以先导出草稿，文件名和首页都会标“草稿”。".into(),
        Message::MustFix => "必须改正".into(),
        Message::MustFixText => "改正后才能导出发布稿".into(),
        Message::Look => "提醒".into(),
        Message::LookText => "核对后可以保留".into(),
        Message::Open => "未填".into(),
        Message::OpenText => "空着不等于 0".into(),
        Message::None => "没有".into(),
        Message::OfAll(n, all) => format!("{n} 格，共 {all} 格"),
        Message::Relations => "勾稽关系".into(),
        Message::RelationIs(table, caption, lines, each) => {
            let unit = match each {
                Each::Row => "行",
                Each::Column => "列",
            };
            format!("{table} {caption}（{lines} {unit}）")
        }
        Message::IsComputed => "自动算".into(),
        Message::Holds => "一致".into(),
        Message::DoesNotHold(n) => format!("{n} 处不符"),
        Message::BlanksIn(name, n) => format!("{name} {n} 格"),
        Message::Export => "导出".into(),
        Message::Exported(name) => format!("已交给浏览器下载：{name}"),
        Message::TakenByHost(name) => format!("已交给所在的网页：{name}"),
        Message::GivenToHost(name, origin) => format!("文件已交给所在的网页（{origin}）：{name}"),
        Message::MaybeNotDownloaded(name) => format!(
            "如果没有下载到“{name}”：本页放在别的网页里，那里可能不许下载。可以复制内容，粘贴到记事本，存成这个文件名。"
        ),
        Message::DownloadsForbidden(name) => format!(
            "本页放在别的网页里，那里不许下载“{name}”。可以复制内容，粘贴到记事本，存成这个文件名；也请告诉网站管理员。"
        ),
        Message::CopyContent => "复制内容".into(),
        Message::ContentCopied => "已复制".into(),
        Message::CopyByHand => "浏览器不许复制。请在框里按 Ctrl+A、Ctrl+C：".into(),
        Message::About => "关于公开年报".into(),
        Message::Version => "版本".into(),
        Message::VersionIs(version) => format!("公开年报 {version}"),
        Message::WasmHash(file) if file.is_empty() => {
            "正在运行的程序（WebAssembly）的 SHA-256 如下。它在本网页文件里面，可以与发布者公布的对照：".into()
        }
        Message::WasmHash(file) => format!(
            "正在运行的程序文件 {file} 的 SHA-256 如下。任何人都可以重新计算来对照：Windows 用 certutil -hashfile {file} SHA256，Linux 用 sha256sum {file}。"
        ),
        Message::NothingLeaves => "内容不离开本机".into(),
        Message::NothingLeavesText => {
            "填写的内容不离开这台电脑：没有服务器程序，没有统计，不向任何网站发送。只有自己导出的文件会带出去。".into()
        }
        Message::HostSees => {
            "程序把填写的内容存在这台电脑的浏览器里，自己不向任何网站发送。它是所在网页的一部分，那个网页看得到填写的内容，怎样使用由那个网站负责。".into()
        }
        Message::LocalNoteInside => "内容存在本机；所在网页看得到".into(),
        Message::PolicyKeeps => {
            "这不只是承诺：本网站的内容安全策略（浏览器强制执行）只许本页访问存放它的网站自己的文件，不许向任何其他地址发送。策略全文：".into()
        }
        Message::PolicyLets => {
            "本网站的内容安全策略没有把其他地址全部挡住，所以浏览器不能替上面这句话作证。请网站管理员按说明设置。策略全文：".into()
        }
        Message::NoPolicy => {
            "本网站没有发内容安全策略，所以浏览器不能替上面这句话作证。请网站管理员按说明设置。".into()
        }
        Message::Licences => "许可".into(),
        Message::LicencesText => {
            "公开年报按 MIT 或 Apache-2.0 许可使用，任选其一。程序里用到的开源组件和各自的许可：".into()
        }
        Message::ShowLicences => "显示全部许可".into(),
        Message::LicencesFailed => "没有找到许可文件 licences.txt。请网站管理员把文件传全。".into(),
        Message::ExportFailed => "没有导出：浏览器没有接受下载。换一个窗口或者浏览器再试。".into(),
        Message::PrintFailed => "不能打印：浏览器没有打开打印窗口。可以导出网页，打开后打印。".into(),
        Message::DraftMark => "草稿，未定稿".into(),
        Message::HandOut(output, ready) => {
            let what = match output {
                Output::Page => "导出网页",
                Output::Paper => "打印",
                Output::Word => "导出 Word",
                Output::Excel => "导出 Excel",
                Output::Body => "复制正文",
                Output::Json => "导出数据",
                Output::Csv => "导出 CSV",
                Output::Ndjson => "导出 NDJSON",
            };
            if *ready { what.into() } else { format!("{what}（草稿）") }
        }
        Message::OutputName(output) => match output {
            Output::Page => "网页",
            Output::Paper => "打印件",
            Output::Word => "Word 文件",
            Output::Excel => "Excel 文件",
            Output::Body => "正文",
            Output::Json => "数据",
            Output::Csv => "CSV",
            Output::Ndjson => "NDJSON",
        }
        .into(),
        Message::OutputText(output, all, computed) => match output {
            Output::Page => "一个网页文件（.html），按公文格式排版，可以直接发布、打印；里面带着数据，再打开就能接着改。".into(),
            Output::Paper => "A4 纸，页边距、字号、页码按 GB/T 9704—2012。".into(),
            Output::Word => "Word、WPS 能改的文件（.docx），送审、签字、盖章用。".into(),
            Output::Excel => "Excel、WPS 表格（.xlsx），合计是公式，另有逐格明细。".into(),
            Output::Body => "连表格放到剪贴板，到网站编辑器里粘贴。".into(),
            Output::Json => format!(
                "一个数据文件（.json），含全部 {all} 格（其中 {computed} 格自动计算），可以再打开，也供汇总。"
            ),
            Output::Csv => "每格一行（机关、年度、格式、单元格、数值），供统计，Excel 能打开。".into(),
            Output::Ndjson => "内容同 CSV，每行一个 JSON，供程序读取。".into(),
        },
        Message::Preview => "预览".into(),
        Message::PreviewOf(output) => format!("预览：{}", say(&Message::OutputName(*output))),
        Message::PreviewText(output) => match output {
            Output::Page => "发布后的网页就是这个样子。",
            Output::Paper => "内容和版式如下；分页以打印窗口为准，每页都有页码。",
            Output::Word => "文字、表格如下；字体和分页以 Word、WPS 打开为准。",
            Output::Excel => "两张工作表如下；把鼠标放在合计上可以看到公式。",
            Output::Body => "粘贴到网站编辑器里大致如此；字体由网站决定。表格也可以一张一张复制到 Excel。",
            Output::Json | Output::Csv | Output::Ndjson => "文件里的全部内容如下。",
        }
        .into(),
        Message::BackToReview => "返回核对与发布".into(),
        Message::BodyCopied => "已复制，可以去粘贴了。".into(),
        Message::BodyNotCopied => "浏览器不许复制。请打开预览，在里面按 Ctrl+A、Ctrl+C。".into(),
        Message::CopyTable(caption) => format!("复制“{caption}”表"),
        Message::WritersLoading => "正在取写文件的程序（第一次要等一下）……".into(),
        Message::FileBeingWritten(output) => {
            format!("正在写{}……", say(&Message::OutputName(*output)))
        }
        Message::FileCalledOff => "已取消。".into(),
        Message::FileNotWritten(why) => format!(
            "没有写成：写文件的程序没有取到，或者出了错。连上网络，刷新网页再试；还不行，可以导出网页，用 Word 打开。（{why}）"
        ),
        Message::SheetOfTables => "年报".into(),
        Message::SheetOfCells => "明细".into(),
        Message::BalanceRow(balance) => format!("核对（应为 0）：{balance}"),
        Message::CellId => "单元格".into(),
        Message::TableColumn => "表".into(),
        Message::RowColumn => "行".into(),
        Message::ColumnColumn => "列".into(),
        Message::ValueColumn => "数值".into(),
        Message::Imported(title) => format!("已打开：{title}"),
        Message::ImportFailed(name, error) => {
            format!("没有打开“{}”：{}", excerpt(name), why_not_imported(error))
        }
        Message::LoadFailed(error) => format!("没有打开给出的数据：{}", why_not_imported(error)),
        Message::LoadWouldLose => "没有打开给出的数据：正在填的年报还没有存下。先存好或者存成文件。".into(),
        Message::WishedFormat(id) => {
            format!("本网页要求的报告格式“{}”本版本没有，按年度选用格式。请告诉网站管理员。", excerpt(id))
        }
        Message::FileUnreadable(name) => {
            format!("没有打开“{}”：读不出这个文件。换一个位置再选一次。", excerpt(name))
        }
        Message::ImportNote(note, cell) => match note {
            Note::UnknownCell(id) => format!("文件里的 {} 不在这张表里，没有读入。", excerpt(id)),
            Note::OddCell(id) => format!("文件里的 {} 不是数，留空没有填。", excerpt(id)),
            Note::OtherTotal { reported, computed, .. } => {
                format!("{cell}：文件里是 {}，按各项相加是 {computed}，以相加的为准。", excerpt(reported))
            }
            Note::OtherData => "网页所带的数据导出后被改过，与指纹不符。已按改过的数据打开，请与原文核对。".into(),
            Note::ShownOtherwise { shown, data, .. } => format!(
                "{cell}：网页上写的是{}，所带的数据是{}，按数据打开。",
                shown_or_blank(shown),
                shown_or_blank(data)
            ),
            Note::TitleShownOtherwise { shown, data } => format!(
                "网页上的标题是“{}”，所带的数据是“{}”，按数据打开。",
                excerpt(shown),
                excerpt(data)
            ),
            Note::TextShownOtherwise(_) => format!("{cell}：网页上的文字与所带的数据不同，按数据打开。"),
            Note::NotShown(count) => format!("所带的数据里有 {count} 格在网页上找不到，按数据打开。"),
        },
        Message::PublishedPage => "读入已公布的年报".into(),
        Message::PublishedChoice => "把上年公布的网页复制、粘贴进来，或者选 Word、Excel 文件。结转数自动填，每格显示上年数。".into(),
        Message::PublishedText => "在公布的网页上全选、复制，到这里粘贴；或者选文件、拖进来。读出来的先核对，确认后才写入。原文不上传，也不改动。".into(),
        Message::PasteHere => "在这里粘贴（Ctrl＋V）".into(),
        Message::KindsOfFiles => "网页（.html、.mht）、文字（.txt、.md）、Word（.docx）、表格（.xlsx、.xls、.et），以及本工具存的 .json、.html".into(),
        Message::ChooseFile => "选文件".into(),
        Message::ReadingNow => "正在读……".into(),
        Message::FromClipboard => "粘贴的内容".into(),
        Message::ReadFrom(a, b) => format!("已读：{}，{} 行", short_name(a), b),
        Message::FormFound(a) => format!("格式：{a}"),
        Message::SureCount(a) => format!("确定 {a} 项"),
        Message::AskCount(a) => format!("请确认 {a} 项"),
        Message::OpenCount(a) => format!("没认出 {a} 项"),
        Message::Sure => "确定".into(),
        Message::AskWord => "请确认".into(),
        Message::NotReadWord => "没认出".into(),
        Message::OnlyToSettle => "只看要处理的".into(),
        Message::ItemColumn => "项目".into(),
        Message::SourceColumn => "原文".into(),
        Message::ReadColumn => "识别为".into(),
        Message::TakeColumn => "采用".into(),
        Message::TakeItem(a) => format!("采用：{a}"),
        Message::CellByCell => "逐格".into(),
        Message::CellsOf(a) => format!("逐格：{a}"),
        Message::TakeOffered(a) => format!("按 {a} 填"),
        Message::TakeZeros => "空着的按 0 填".into(),
        Message::HeaderAndTexts => "标题、说明和文字".into(),
        Message::TakeAll => "全部采用".into(),
        Message::TakeAllOffered => "带“?”的都照填".into(),
        Message::TakeNone => "全部不采用".into(),
        Message::SourceLines(a, b) => if a == b { format!("第 {a} 行") } else { format!("第 {a} 至 {b} 行") },
        Message::WholeSource => "看全部原文".into(),
        Message::CellDoubt(a, b) => cell_doubt(a, b),
        Message::ItemDoubt(a) => item_doubt(a),
        Message::RemarkIs(a) => remark(a),
        Message::UseHeading => "用来做什么".into(),
        Message::UseAsLastYear(a) => format!("作为上年报告，放在 {a} 年的年报旁边"),
        Message::UseAsReport(a) => format!("存成一份 {a} 年的年报"),
        Message::UseToCompare(a) => format!("发布后核对：与 {a} 年的草稿逐格逐段比对"),
        Message::WhichDraft => "用到哪一份".into(),
        Message::NewDraft(a) => format!("新建 {a} 年的年报"),
        Message::NoDraftToCompare(a) => format!("没有 {a} 年的草稿可以比对。原文年份写错的，在“报告年份”里改。"),
        Message::TakeCarried => "上年结转照上年报告的“结转下年度”填（已填的不改）".into(),
        Message::TakeContact => "单位、地址、电话等照用（已填的不改）".into(),
        Message::TakeTexts => "上年的文字用作起稿，改之前一直标着“上年文字”（已写的不改）".into(),
        Message::ApplyReading => "采用".into(),
        Message::NoYearRead => "请填这份报告的年份，四位数字".into(),
        Message::YearRead => "报告年份".into(),
        Message::LastYearTaken(a, 0) => format!("已放在旁边：{a}。可以撤销。"),
        Message::LastYearTaken(a, b) => format!("已放在旁边：{a}。照上年填了 {b} 处，可以撤销。"),
        Message::FilesWaiting(a, b) => format!("还有 {a} 个文件没有读：{b}"),
        Message::ReadNextFile => "读下一个".into(),
        Message::NothingRead(name) => format!(
            "没有从“{}”里读出年报：没有找到表格的项目和标题。换一份，或者把整个网页全选、复制再粘贴。",
            short_name(name)
        ),
        Message::SourceNotRead(a, b) => format!("没有读“{}”：{}", short_name(a), why_not_read(b)),
        Message::LastYearReport => "上年报告".into(),
        Message::NoLastYear => "还没有上年报告。读入以后，每格显示上年数，上年结转和现行有效件数自动核对。".into(),
        Message::LastYearIs(a) => format!("上年 {a}"),
        Message::ExpectedIs(a) => format!("按上年应为 {a}"),
        Message::ShowLastYear => "显示上年数".into(),
        Message::RemoveLastYear => "去掉上年报告".into(),
        Message::NotComparable(a, b) => format!("{a}不能相比：{b}。"),
        Message::IsLastYearsText => "上年文字，还没有改".into(),
        Message::LastYearsText => "看上年文字".into(),
        Message::UnusualFigure(a, b, c) => format!("{a}为 {b}，上年为 {c}，相差很大。核对是否填错。"),
        Message::TextIsLastYears(a, b) => format!("{a}：与上年文字有 {b}% 相同。按本年情况改写。"),
        Message::NotTheYearBefore(a, b) => {
            format!("放在旁边的上年报告是“{a}”，机关或者年份与本机关{b}年的年报对不上。核对是否放错；机构更名、合并的，写明原因。")
        }
        Message::AllFiguresLastYears(a) => format!("所有的数都与上年相同（不为 0 的有 {a} 个）。核对是否没有更新。"),
        Message::ReadOwn(a) => format!("已读：{}，本工具的数据文件", short_name(a)),
        Message::ReasonBefore(a) => format!("数改过了。原来写的原因：{a}"),
        Message::WillTake(a) => format!("将采用 {a} 项"),
        Message::OtherOrgan(a, b) => format!("读出的机关是“{a}”，这份草稿是“{b}”，请核对。"),
        Message::LastYearRemoved => "已去掉上年报告，可以撤销".into(),
        Message::NotInDraft => "草稿里没有".into(),
        Message::LineOfPage(a) => format!("原文第 {a} 行"),
        Message::IsAddedTo(a) => format!("已写进“{a}”"),
        Message::Explained(n) => format!("{n} 处不符，已说明"),
        Message::Explain => "写明原因".into(),
        Message::ExplainedHeading => "已说明".into(),
        Message::ExplainedText => "写明了原因，可以保留".into(),
        Message::ExplanationOf(a) => format!("原因说明（{a}）"),
        Message::WithReason(a, b) => format!("{}{REASON}{b}。", a.trim_end_matches('。')),
        Message::AddTo(a) => format!("写进“{a}”"),
        Message::SameAsDraft(a) => format!("与草稿完全相同：{a}。"),
        Message::OtherThanDraft(a, b) => format!("与草稿有 {b} 处不同：{a}。"),
        Message::AllFigures => "所有的数".into(),
        Message::TitleOfReport => "报告标题".into(),
        Message::HeadingOf(a) => format!("标题：{a}"),
        Message::InDraft => "草稿".into(),
        Message::InPublished => "公布的".into(),
        Message::NotThere => "没有找到".into(),
        Message::Close => "知道了".into(),
        Message::Crashed => "页面出错了".into(),
        Message::CrashedText => "程序出了错，不能继续。已经保存的草稿还在本浏览器里，重新打开就能接着填。先把草稿另存为文件更稳妥。".into(),
        Message::Reload => "重新打开".into(),
    }
}

fn shown_or_blank(text: &str) -> String {
    if text.is_empty() { "空白".into() } else { format!(" {} ", excerpt(text)) }
}

/// More addends than this are given without their names: the table outlines them.
const NAMED_ADDENDS: usize = 6;

fn key_use(key: KeyUse) -> &'static str {
    match key {
        KeyUse::Move => "移动一格，也到自动计算的格；修改时在数字里移动，到头才换格",
        KeyUse::Down => "向下、向上一格，跳过自动计算的格；到底转下一列",
        KeyUse::Along => "向右、向左一格；到表尾离开表格",
        KeyUse::RowEnds => "到本行第一格、最后一格",
        KeyUse::TableEnds => "到表的第一格、最后一格",
        KeyUse::Replace => "替换整格",
        KeyUse::Edit => "修改格里的数；双击也可以",
        KeyUse::Restore => "恢复修改前的数；取消选中",
        KeyUse::Clear => "清空一格或者选中的格",
        KeyUse::Select => "选中多格",
        KeyUse::SelectAll => "选中整张表",
        KeyUse::Copy => "复制、剪切，可以粘贴到 Excel、WPS",
        KeyUse::Paste => "从这一格起粘贴；带行名、列名的按名称对应",
        KeyUse::Undo => "撤销上一步",
        KeyUse::Redo => "重做",
        KeyUse::Help => "打开这一页",
    }
}

fn part_state(progress: &Progress) -> String {
    if progress.is_untouched() {
        return "未开始".into();
    }
    let mut words = Vec::new();
    if progress.errors > 0 {
        words.push(format!("{} 处错误", progress.errors));
    }
    if progress.blank_cells() > 0 {
        words.push(format!("未填 {} 格", progress.blank_cells()));
    }
    if progress.written < progress.narratives {
        words.push(format!("未写 {} 段", progress.narratives - progress.written));
    }
    if words.is_empty() {
        words.push("已填完".into());
    }
    if progress.warnings > 0 {
        words.push(format!("{} 处提醒", progress.warnings));
    }
    words.join("，")
}

fn field_label(field: HeaderField) -> &'static str {
    match field {
        HeaderField::Organ => "机关全称",
        HeaderField::Contact => "联系机构",
        HeaderField::Address => "地址",
        HeaderField::Postcode => "邮编",
        HeaderField::Phone => "联系电话",
        HeaderField::PublishedAt => "电子版发布网址",
    }
}

fn field_hint(field: HeaderField) -> &'static str {
    match field {
        HeaderField::Organ => "与印章一致，如“某某县某某镇人民政府”",
        HeaderField::Contact => "答复询问的机构，如“某某镇人民政府办公室”",
        HeaderField::Address => "写到门牌号",
        HeaderField::Postcode => "六位数字",
        HeaderField::Phone => "区号和号码",
        HeaderField::PublishedAt => "公众下载电子版的网站名称和网址",
    }
}

fn why_no_figure(reason: Unreadable) -> String {
    match reason {
        Unreadable::NotANumber => "认不出是几。只写数字，没有的填 0。".into(),
        Unreadable::Negative => "不能小于 0。改为 0 或者正数。".into(),
        Unreadable::Decimal => "件数不能有小数。改为整数。".into(),
        Unreadable::TooFine => "万元后最多六位小数（到分）。".into(),
        Unreadable::TooLarge => {
            format!(
                "位数太多：件数最多 {} 位，金额最多 {} 位整数。核对是否多打了。",
                DIGITS.0, DIGITS.1
            )
        }
    }
}

fn why_unreadable(why: &WhyUnreadable) -> String {
    let reason = match why {
        WhyUnreadable::NotJson { line, column } => {
            format!("内容损坏（第 {line} 行第 {column} 个字符起认不出）")
        }
        WhyUnreadable::OtherKind => "不是年报草稿".into(),
        WhyUnreadable::Shape(_) => "内容不完整".into(),
        WhyUnreadable::UnknownFormat(id) => format!("用的报告格式“{}”本版本没有", excerpt(id)),
    };
    format!("{reason}，原样留着没有动。可以另存为文件，交给维护人员看。")
}

fn why_not_imported(error: &ImportError) -> String {
    match error {
        ImportError::TooLarge => format!("文件超过 {MEGABYTES} MB，不是年报文件。"),
        ImportError::NotJson { line, column } => {
            format!("不是本工具的文件，或者已经损坏（第 {line} 行第 {column} 个字符起认不出）。")
        }
        ImportError::NotAReport => {
            "里面不是年报，也不是草稿。选本工具导出的 .json 或 .html 文件。".into()
        }
        ImportError::Pdf => "这是 PDF 文件，读不出表格。选本工具导出的 .html 或 .json 文件；只有 PDF 的，打开以后把表格复制、粘贴到表里。".into(),
        ImportError::Office => "这是 Word、Excel 或压缩文件，不能直接打开。选本工具导出的 .html 或 .json 文件；或者打开这个文件，把表格复制、粘贴到表里。".into(),
        ImportError::NoData => "这个网页里没有年报数据：不是本工具导出的，或者发布时数据被网站去掉了。选本工具导出的 .html 或 .json 文件。".into(),
        ImportError::TooNew { found, known } => {
            format!("由更新的版本导出（第 {found} 版，本版本只认到第 {known} 版）。用新版本打开。")
        }
        ImportError::UnknownFormat(id) => format!("用的报告格式“{}”本版本没有。", excerpt(id)),
        ImportError::BadField(field) => {
            format!("其中“{}”缺少或者不对，文件不完整。", excerpt(field))
        }
    }
}

fn cell_doubt(column: &str, cell: &CellRead) -> String {
    let raw = excerpt(cell.raw.as_deref().unwrap_or_default());
    let read = cell.read.as_deref().unwrap_or_default();
    let offered = cell.proposed.as_deref().unwrap_or_default();
    match &cell.doubt {
        Some(Doubt::ReadAs) => format!("{column}：“{raw}”按 {read} 读"),
        Some(Doubt::Blank) if cell.raw.is_none() => format!("{column}：原文没有数"),
        Some(Doubt::Blank) => format!("{column}：原文空着，可能是 0，也可能是漏填"),
        Some(Doubt::Sign) => format!("{column}：“{raw}”可能是 0，也可能是漏填"),
        Some(Doubt::Unreadable) => format!("{column}：“{raw}”认不出是几"),
        Some(Doubt::NoUnit) => {
            format!("{column}：“{raw}”没有写单位，按元是 {offered} 万元")
        }
        Some(Doubt::OtherTotal(computed)) => {
            format!("{column}：原文是 {raw}，按各项相加是 {computed}")
        }
        Some(other) => format!("{column}：{}", item_doubt(other)),
        None => String::new(),
    }
}

fn item_doubt(doubt: &Doubt) -> String {
    match doubt {
        Doubt::ReadAs => "写法改成了通用的".into(),
        Doubt::Blank => "原文空着".into(),
        Doubt::Sign => "原文是符号".into(),
        Doubt::Unreadable => "认不出是几".into(),
        Doubt::NoUnit => "没有写单位".into(),
        Doubt::Number { found, wanted } => format!(
            "这一行有 {} 个数（{}），应有 {wanted} 个，认不出各是哪一格",
            found.len(),
            excerpt(&found.join("、"))
        ),
        Doubt::RunTogether(text) => format!("数字连在一起（{}），请确认怎样分开", excerpt(text)),
        Doubt::NoLabel => "这几个数前面没有项目名称，按位置可能是这一项".into(),
        Doubt::LabelReadAs(text) => format!("原文写的是“{}”", excerpt(text)),
        Doubt::NotFound => "原文里没有找到".into(),
        Doubt::OtherForm(figures) => {
            format!("这个表用的是另一年份格式的栏目（{}），不能照搬", excerpt(figures))
        }
        Doubt::OtherTotal(computed) => format!("按各项相加是 {computed}"),
        Doubt::Twice(one, other) => {
            format!("原文有两处，数不一样（{}；{}）", excerpt(one), excerpt(other))
        }
        Doubt::OtherPeriod(year) => format!("标题里写的年份与统计期限（{year} 年）不一致，请核对"),
        Doubt::Guessed => "不是从标题读到的，请核对".into(),
    }
}

fn remark(remark: &Remark) -> String {
    match remark {
        Remark::WrongForm { found, expected, year } => format!(
            "这是 {year} 年的报告，用的却是{found}的格式；{year} 年应当用{expected}的格式。"
        ),
        Remark::MixedForms(labels) => {
            format!("混用了两种格式：{}用的是另一种格式的栏目，没有采用。", labels.join("、"))
        }
        Remark::Traditional => "原文是繁体字，文字原样保留。".into(),
        Remark::Instruction(line) => {
            format!("第 {} 行是格式里的填写说明，不是报告内容，没有采用。", line + 1)
        }
        Remark::StrangeRow { line, label, figures } => format!(
            "第 {} 行“{}”不是格式里的项目，后面的数（{}）没有采用。",
            line + 1,
            excerpt(label),
            excerpt(figures)
        ),
        Remark::NotTaken(lines) => {
            format!("有 {} 行没有采用：第 {} 行。", lines.len(), list_of_lines(lines, "、", " 等"))
        }
        Remark::OtherHeading(form, own) => {
            format!("标题应当是“{form}”，原文是“{}”。", excerpt(own))
        }
        Remark::Another(line) => format!("第 {} 行起像是另一份报告，只读了前面的。", line + 1),
        Remark::NoHeading(label) => format!("没有找到标题“{label}”。"),
    }
}

fn why_not_read(why: &NotRead) -> String {
    match why {
        NotRead::TooLarge => {
            "内容太多，不像是一份年报。只复制报告那一部分，或者另存以后再选。".into()
        }
        NotRead::Pdf => "这是 PDF 文件，读不出表格。在公布的网页上或者 PDF 里选中文字复制，到上面的框里粘贴；有 Word、Excel 原稿的，选原稿。".into(),
        NotRead::OldWord => {
            "这是旧版 Word 或 WPS 文字（.doc、.wps）。打开以后另存为 .docx，再选那个文件。".into()
        }
        NotRead::Rtf => "这是 RTF 文件。用 Word 或 WPS 打开，另存为 .docx，再选那个文件。".into(),
        NotRead::Image => {
            "这是图片或扫描件，读不出文字。请找公布的网页，或者 Word、Excel 文件。".into()
        }
        NotRead::Archive => "这是压缩文件，里面没有能读的文档。先解压，再选里面的文件。".into(),
        NotRead::Encrypted => "这个文件加了密码。打开以后取消密码、另存，再选那个文件。".into(),
        NotRead::Broken(_) => {
            "文件损坏，或者不是它的扩展名所说的格式。用原来的程序打开，另存以后再选。".into()
        }
        NotRead::Failed => {
            "浏览器没有读出来。换一个位置再选一次，或者打开文件，复制、粘贴到这里。".into()
        }
    }
}
