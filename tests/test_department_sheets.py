"""Heads as departments write them: each finds its own field in the ledger it was written for."""

from __future__ import annotations

import functools

import pytest

from civdesk import resources
from civdesk.domain.headers import find_header
from civdesk.domain.ledgers import Ledger, read_ledger

SHEETS = """
learning: 姓名 所在股室 培训项目 学习时间 课程门数 学分 脱产培训天数 心得体会（篇）
learning: 学员姓名 部门 学习课程名称 学习方式 完成时间 学时 考核成绩
article: 文章题目 作者 科室 发表刊物 发表时间 级别 获奖情况
article: 调研课题 执笔人 所在单位 完成时间 文体
party_activity: 时间 活动主题 活动类型 地点 组织支部 应到党员 实到党员 请假人员 主持人 记录人 主要内容
party_activity: 日期 微心愿内容 认领党员 微心愿数量 完成情况 所在支部
role_model: 候选人姓名 推荐单位 推荐类别 推荐时间 主要事迹 推荐层级 评选结果
good_deed: 活动名称 活动时间 活动地点 活动形式 主讲人 参加人数 牵头股室
theme_activity: 活动类别 活动主题 活动时间 地点 牵头科室 参与人数 活动措施 提示语内容
theme_activity: 咨询时间 咨询主题 咨询教师 咨询人次
integrity: 活动名称 活动时间 类别 牵头部门 参加人数 失信主体 处理情况
volunteer_team: 服务队名称 队长姓名 联系电话 队员人数 成立时间 服务项目 队员名单
volunteer_service: 姓名 志愿者编号 服务日期 服务时长（小时） 事项 所属服务队
volunteer_service: 志愿者姓名 类别 兑换项目 兑换时长 日期
pairing: 指导教师 被指导教师 结对时间 结束时间 帮带内容 科室
pairing: 师傅姓名 徒弟姓名 结对起始日期
sponsorship: 资助科室 受助学生姓名 就读学校 资助时间 资助金额（元） 学习用品 资助责任人
donation: 捐款事由 捐款时间 参加捐款人数 捐款金额（元） 是否自愿 有无倡议书 接收单位 物资折款（元）
donation: 姓名 科室 捐款金额 捐款日期
blood_donation: 姓名 科室 献血时间 献血量（ml） 献血证编号 血型
blood_donation: 献血日期 地点 参加人数 献血总量（毫升）
welfare: 活动名称 活动时间 地点 参加人数 植树面积（亩） 牵头股室
welfare: 开放设施 开放时间 责任科室 日期 服务名称 服务群众人数
outreach: 活动名称 次数 时间 地点 培训场次 培训人次 发放资料（份） 牵头股室
visit: 走访时间 慰问对象 对象类别 慰问节日 慰问金（元） 慰问物品 参加人员 带队领导
visit: 商户名称 包联责任人 走访日期 商户诉求 解决情况
routine: 日期 国旗下讲话主题 讲话人 参加人数
routine: 日期 应到 实到 缺勤人员
training: 培训内容 培训时间 培训地点 授课教师 培训对象 参训人数 课时 培训形式
training: 讲座题目 主讲人 时间 地点 听众人数
programme: 节目名称 节目形式 报送单位 演员人数 指导教师 得分 获奖等次 报送时间
programme: 作品题目 作者 单位 作品类别 获奖情况 投稿时间
competition: 比武项目 比武时间 参赛人数 平均分 第一名 组织部门 地点
study_tour: 考察时间 考察单位 考察内容 带队领导 考察人员 主要收获 经验传达情况
hosted_event: 活动名称 主办单位 承办时间 活动地点 活动级别 参加人数
selection: 评选名称 评选时间 评选类别 获奖名单 获奖数量 评选周期 牵头部门
selection: 户主姓名 所在社区 评选称号 评选年度 评选时间
supervision: 督查时间 督查对象 督查内容 督查人员 发现问题 整改要求 限期 整改情况
hygiene_check: 检查时间 检查科室 检查人 地面 门窗 桌面 得分 存在问题
duty: 日期 时间 岗口 责任单位 上岗人员 带班领导 到岗情况
duty: 值周时间 值周领导 值班科室 检查情况 值班地点
campaign: 整治时间 整治路段 整治内容 出动人员（人次） 出动车辆（台） 整治户数 摊点（处） 处理结果 联合部门
score_loss: 测评名称 通报时间 失分项目 扣分值 责任单位 失分原因 是否被市级通报
inspection_visit: 检查时间 检查单位 检查组成员 检查方式 检查内容 反馈意见 陪同领导
conduct: 日期 姓名 科室 不文明行为 劝导人 处理情况 情况描述
safety_check: 检查时间 检查项目 检查地点 检查人员 隐患情况 处理方式 更换数量（个） 整改时限
drill: 演练时间 演练名称 参演人数 总指挥 演练地点 演练评估
zero_report: 报告时间 报告单位 事故类型 发生起数 填报人
cleaning: 日期 责任区域 责任科室 参加人员 清扫情况 清扫类别
clean_up: 时间 路段 清理垃圾（吨） 清运车次 清理面积（万平方米） 拆除广告牌（块） 整治内容
repair_project: 工程名称 位置 问题类型 投资额（万元） 修复面积（平方米） 工程进展 竣工时间 登记日期
greening: 处室 花木名称 数量（盆） 摆放时间 养护人
petition: 来访时间 来访人姓名 联系方式 来访事由 接待人 承办科室 办理结果 办结时间 是否重访
petition: 投诉日期 投诉内容 投诉渠道 处理人 处理情况 回访情况
survey: 调查时间 调查内容 调查对象 发放问卷（份） 收回问卷（份） 满意率（%） 调查方式
suggestion: 建议内容 提出人 提出时间 承办部门 采纳情况 落实情况
supervisor: 姓名 工作单位及职务 联系电话 聘任时间 聘期至 监督员类别
service_window: 窗口名称 所属科室 工号牌 去向牌 流程图 首问负责制 一站式 负责人
dispute: 排查时间 纠纷类型 当事人姓名 纠纷简要情况 调解人 调解结果 化解时间
migrant: 姓名 性别 身份证号码 户籍地址 现居住地 来此时间 从事职业 联系电话
""".strip().splitlines()


@functools.cache
def ledgers() -> dict[str, Ledger]:
    return {file.stem: read_ledger(data) for file, data in resources.tomls("ledgers")}


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_head_finds_its_own_field(sheet: str) -> None:
    key, heads = sheet.split(": ")
    written = dict(enumerate(heads.split(), 1))
    header = find_header([(1, written)], [], ledgers()[key])
    assert header
    assert [column.title for column in header.columns.values() if not column.field] == []
    assert len(header.mapped) == len(written)
