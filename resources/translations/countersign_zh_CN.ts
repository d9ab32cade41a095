<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name />
    <message>
        <source>Decide</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Edit the answer</source>
        <translation>编辑答案</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>阅读</translation>
    </message>
    <message>
        <source>Find a label</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>Reject with a reason</source>
        <translation>拒绝并说明原因</translation>
    </message>
    <message>
        <source>Prompts and calls</source>
        <translation>提示词与调用</translation>
    </message>
    <message>
        <source>Items</source>
        <extracomment>narrower than this the marked item, and then the facets, make room for the table (pixels)</extracomment>
        <translation>条目</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>App</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Save the prompt as a new version</source>
        <translation>将提示词存为新版本</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Try the prompt on the item</source>
        <translation>在条目上试用提示词</translation>
    </message>
    <message>
        <source>try</source>
        <translation>试用</translation>
    </message>
    <message>
        <source>Write a new prompt</source>
        <translation>写新提示词</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Repeat the call</source>
        <translation>重复调用</translation>
    </message>
    <message>
        <source>repeat</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Read the calls anew</source>
        <translation>刷新调用</translation>
    </message>
    <message>
        <source>anew</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Review the item</source>
        <translation>审核此条目</translation>
    </message>
    <message>
        <source>review it</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Pick the item, or leave it</source>
        <translation>选取条目或取消选取</translation>
    </message>
    <message>
        <source>pick</source>
        <translation>选取</translation>
    </message>
    <message>
        <source>Pick all that match</source>
        <translation>选取所有符合的条目</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Search the texts</source>
        <extracomment>long enough that a word typed at a usual pace is one search, short enough to be no wait</extracomment>
        <translation>搜索文本</translation>
    </message>
    <message>
        <source>search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Bulk action</source>
        <translation>批量操作</translation>
    </message>
    <message>
        <source>bulk</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>Undo the last bulk action</source>
        <translation>撤销上一次批量操作</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Bulk actions so far</source>
        <translation>历次批量操作</translation>
    </message>
    <message>
        <source>past actions</source>
        <translation>历次操作</translation>
    </message>
    <message>
        <source>The item's history</source>
        <translation>条目历史</translation>
    </message>
    <message>
        <source>history</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>To the facets, and back</source>
        <translation>转到分面或返回</translation>
    </message>
    <message>
        <source>filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show or hide the marked item</source>
        <translation>显示或隐藏选中的条目</translation>
    </message>
    <message>
        <source>details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Sort by the next column</source>
        <translation>按下一列排序</translation>
    </message>
    <message>
        <source>sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Turn the sort round</source>
        <translation>反转排序</translation>
    </message>
    <message>
        <source>turn</source>
        <translation>反转</translation>
    </message>
    <message>
        <source>Show the queue with this digit</source>
        <translation>显示此数字对应的队列</translation>
    </message>
    <message>
        <source>queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Show the next queue</source>
        <translation>显示下一个队列</translation>
    </message>
    <message>
        <source>next queue</source>
        <translation>下一队列</translation>
    </message>
    <message>
        <source>Show the queue before</source>
        <translation>显示上一个队列</translation>
    </message>
    <message>
        <source>queue before</source>
        <translation>上一队列</translation>
    </message>
    <message>
        <source>Find a queue</source>
        <translation>查找队列</translation>
    </message>
    <message>
        <source>queues</source>
        <translation>查找队列</translation>
    </message>
    <message>
        <source>Manage the queues</source>
        <translation>管理队列</translation>
    </message>
    <message>
        <source>manage</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>Save the filter as a queue</source>
        <translation>将筛选存为队列</translation>
    </message>
    <message>
        <source>save as a queue</source>
        <translation>存为队列</translation>
    </message>
    <message>
        <source>Review this queue</source>
        <translation>审核此队列</translation>
    </message>
    <message>
        <source>review queue</source>
        <translation>审核队列</translation>
    </message>
    <message>
        <source>Read the items anew</source>
        <translation>刷新条目</translation>
    </message>
    <message>
        <source>Back to the table</source>
        <translation>返回表格</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>All commands</source>
        <translation>所有命令</translation>
    </message>
    <message>
        <source>all commands</source>
        <translation>所有命令</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>所有按键</translation>
    </message>
    <message>
        <source>keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Help on this screen</source>
        <translation>当前界面的帮助</translation>
    </message>
    <message>
        <source>help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Go to Review</source>
        <translation>转到审核</translation>
    </message>
    <message>
        <source>review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Go to Export</source>
        <translation>转到导出</translation>
    </message>
    <message>
        <source>export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Go to Items</source>
        <translation>转到条目</translation>
    </message>
    <message>
        <source>items</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Go to Prompts</source>
        <translation>转到提示词</translation>
    </message>
    <message>
        <source>prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Go to Calls</source>
        <translation>转到调用</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>调用</translation>
    </message>
    <message>
        <source>Go to Projects</source>
        <translation>转到项目</translation>
    </message>
    <message>
        <source>projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Project settings</source>
        <translation>项目设置</translation>
    </message>
    <message>
        <source>project settings</source>
        <translation>项目设置</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>new project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Go to Settings</source>
        <translation>转到设置</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Submit the answer</source>
        <translation>提交答案</translation>
    </message>
    <message>
        <source>submit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Up one step of the path</source>
        <translation>回到路径的上一级</translation>
    </message>
    <message>
        <source>up</source>
        <translation>向上</translation>
    </message>
    <message>
        <source>The next steps of this level</source>
        <translation>此级的后续选项</translation>
    </message>
    <message>
        <source>more</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Tick or untick the label</source>
        <translation>勾选或取消勾选标签</translation>
    </message>
    <message>
        <source>tick</source>
        <translation>勾选</translation>
    </message>
    <message>
        <source>Nothing fits: an empty answer</source>
        <translation>都不符合：空答案</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Give the passage this label</source>
        <translation>给片段打上此标签</translation>
    </message>
    <message>
        <source>label</source>
        <translation>打标签</translation>
    </message>
    <message>
        <source>To the next word</source>
        <translation>转到下一个词</translation>
    </message>
    <message>
        <source>next word</source>
        <translation>下一词</translation>
    </message>
    <message>
        <source>To the previous word</source>
        <translation>转到上一个词</translation>
    </message>
    <message>
        <source>previous word</source>
        <translation>上一词</translation>
    </message>
    <message>
        <source>To the next line</source>
        <translation>转到下一行</translation>
    </message>
    <message>
        <source>next line</source>
        <translation>下一行</translation>
    </message>
    <message>
        <source>To the previous line</source>
        <translation>转到上一行</translation>
    </message>
    <message>
        <source>previous line</source>
        <translation>上一行</translation>
    </message>
    <message>
        <source>Extend to the right</source>
        <translation>向右延伸</translation>
    </message>
    <message>
        <source>extend</source>
        <translation>向右延伸</translation>
    </message>
    <message>
        <source>Extend to the left</source>
        <translation>向左延伸</translation>
    </message>
    <message>
        <source>extend left</source>
        <translation>向左延伸</translation>
    </message>
    <message>
        <source>Move the beginning to the right</source>
        <translation>起点右移</translation>
    </message>
    <message>
        <source>begin later</source>
        <translation>起点右移</translation>
    </message>
    <message>
        <source>Move the beginning to the left</source>
        <translation>起点左移</translation>
    </message>
    <message>
        <source>begin earlier</source>
        <translation>起点左移</translation>
    </message>
    <message>
        <source>To the next passage</source>
        <translation>转到下一个片段</translation>
    </message>
    <message>
        <source>next passage</source>
        <translation>下一片段</translation>
    </message>
    <message>
        <source>To the previous passage</source>
        <translation>转到上一个片段</translation>
    </message>
    <message>
        <source>previous passage</source>
        <translation>上一片段</translation>
    </message>
    <message>
        <source>Drop the passage</source>
        <translation>移除片段</translation>
    </message>
    <message>
        <source>drop</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Take the last edit of the passages back</source>
        <translation>撤回对片段的上一次编辑</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Move by words, sentences or characters</source>
        <translation>按词、句或字符移动</translation>
    </message>
    <message>
        <source>snap</source>
        <translation>移动单位</translation>
    </message>
    <message>
        <source>The next severity</source>
        <translation>下一级严重程度</translation>
    </message>
    <message>
        <source>severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>This candidate comes next</source>
        <translation>此候选排在下一位</translation>
    </message>
    <message>
        <source>As good as the one picked before</source>
        <translation>与上一个选中的一样好</translation>
    </message>
    <message>
        <source>as good</source>
        <translation>一样好</translation>
    </message>
    <message>
        <source>Take the last pick back</source>
        <translation>撤回上一次选取</translation>
    </message>
    <message>
        <source>Those that are left are equal</source>
        <translation>其余平手</translation>
    </message>
    <message>
        <source>tie</source>
        <translation>平手</translation>
    </message>
    <message>
        <source>All candidates are bad</source>
        <translation>所有候选都不好</translation>
    </message>
    <message>
        <source>all bad</source>
        <translation>都不好</translation>
    </message>
    <message>
        <source>Reject, with a reason</source>
        <translation>拒绝并说明原因</translation>
    </message>
    <message>
        <source>reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Yes or no to this criterion, or go to this field</source>
        <translation>此项答是或否，或转到此字段</translation>
    </message>
    <message>
        <source>field</source>
        <extracomment>types that may name the values that there are</extracomment>
        <translation>字段</translation>
    </message>
    <message>
        <source>Yes to every criterion that is left</source>
        <translation>其余各项都答“是”</translation>
    </message>
    <message>
        <source>rest yes</source>
        <translation>其余答是</translation>
    </message>
    <message>
        <source>Back to the suggestion as it was</source>
        <translation>恢复原来的建议</translation>
    </message>
    <message>
        <source>original</source>
        <translation>原建议</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>add a label</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Submit the answer from inside a field</source>
        <translation>在输入框中提交答案</translation>
    </message>
    <message>
        <source>Back to the suggestion, from inside a field</source>
        <translation>在输入框中恢复建议</translation>
    </message>
    <message>
        <source>To the next field</source>
        <translation>转到下一个字段</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>下一字段</translation>
    </message>
    <message>
        <source>Leave the field</source>
        <translation>离开输入框</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Write the dataset</source>
        <translation>写出数据集</translation>
    </message>
    <message>
        <source>Choose the purpose with this digit</source>
        <translation>选择此数字对应的用途</translation>
    </message>
    <message>
        <source>purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>To the formats</source>
        <translation>转到格式</translation>
    </message>
    <message>
        <source>format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>More choices, or fewer</source>
        <translation>显示更多或更少选项</translation>
    </message>
    <message>
        <source>more choices</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Preview as a table or as text</source>
        <translation>以表格或文本预览</translation>
    </message>
    <message>
        <source>table or text</source>
        <translation>表格或文本</translation>
    </message>
    <message>
        <source>Scroll the preview down</source>
        <translation>向下滚动预览</translation>
    </message>
    <message>
        <source>down</source>
        <translation>向下</translation>
    </message>
    <message>
        <source>Scroll the preview up</source>
        <translation>向上滚动预览</translation>
    </message>
    <message>
        <source>To the name of the file</source>
        <translation>转到文件名</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Stop what is written</source>
        <translation>停止写入</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Datasets so far</source>
        <translation>已有的数据集</translation>
    </message>
    <message>
        <source>Compare two datasets</source>
        <translation>比较两个数据集</translation>
    </message>
    <message>
        <source>compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Cut the dataset again</source>
        <translation>重切数据集</translation>
    </message>
    <message>
        <source>cut again</source>
        <translation>重切</translation>
    </message>
    <message>
        <source>Open the folder of the dataset</source>
        <translation>打开数据集所在文件夹</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Copy the hash of the dataset</source>
        <translation>复制数据集的哈希</translation>
    </message>
    <message>
        <source>copy hash</source>
        <translation>复制哈希</translation>
    </message>
    <message>
        <source>Back to the new dataset</source>
        <translation>返回新数据集</translation>
    </message>
    <message>
        <source>new export</source>
        <translation>新建导出</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>搜索帮助</translation>
    </message>
    <message>
        <source>To the list of pages</source>
        <translation>跳到页面列表</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Back to the page before</source>
        <translation>回到前一页</translation>
    </message>
    <message>
        <source>Forward again</source>
        <translation>再前进</translation>
    </message>
    <message>
        <source>forward</source>
        <translation>前进</translation>
    </message>
    <message>
        <source>Leave the help</source>
        <translation>离开帮助</translation>
    </message>
    <message>
        <source>Accept the suggestion</source>
        <translation>接受建议</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Keep my answer</source>
        <translation>保留我的答案</translation>
    </message>
    <message>
        <source>keep mine</source>
        <translation>保留我的</translation>
    </message>
    <message>
        <source>Take the model's answer</source>
        <translation>采用模型的答案</translation>
    </message>
    <message>
        <source>take the model's</source>
        <translation>采用模型的</translation>
    </message>
    <message>
        <source>Choose the label with this digit</source>
        <translation>选择此数字对应的标签</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>find a label</source>
        <translation>查找标签</translation>
    </message>
    <message>
        <source>edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Skip for now</source>
        <translation>暂时跳过</translation>
    </message>
    <message>
        <source>skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Ask for another suggestion</source>
        <translation>换一条建议</translation>
    </message>
    <message>
        <source>another</source>
        <translation>换一条</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Flag the item</source>
        <translation>给条目加旗标</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>加旗标</translation>
    </message>
    <message>
        <source>Write a comment</source>
        <translation>写备注</translation>
    </message>
    <message>
        <source>comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Good suggestion</source>
        <translation>赞这条建议</translation>
    </message>
    <message>
        <source>good</source>
        <translation>赞</translation>
    </message>
    <message>
        <source>Bad suggestion</source>
        <translation>踩这条建议</translation>
    </message>
    <message>
        <source>bad</source>
        <translation>踩</translation>
    </message>
    <message>
        <source>Save the comment</source>
        <translation>保存备注</translation>
    </message>
    <message>
        <source>Leave the comment</source>
        <translation>离开备注</translation>
    </message>
    <message>
        <source>Show or hide the guidelines</source>
        <translation>显示或隐藏标注指南</translation>
    </message>
    <message>
        <source>guidelines</source>
        <translation>标注指南</translation>
    </message>
    <message>
        <source>Show the item's history</source>
        <translation>查看条目历史</translation>
    </message>
    <message>
        <source>Previous candidate</source>
        <translation>上一个候选</translation>
    </message>
    <message>
        <source>previous</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next candidate</source>
        <translation>下一个候选</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Show similar decided items</source>
        <translation>查看已决定的相似条目</translation>
    </message>
    <message>
        <source>similar</source>
        <translation>相似条目</translation>
    </message>
    <message>
        <source>Find in the item</source>
        <translation>在条目中查找</translation>
    </message>
    <message>
        <source>find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find the next place</source>
        <translation>查找下一处</translation>
    </message>
    <message>
        <source>Leave the search in the item</source>
        <translation>离开条目内查找</translation>
    </message>
    <message>
        <source>Larger item text</source>
        <translation>放大条目文字</translation>
    </message>
    <message>
        <source>larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller item text</source>
        <translation>缩小条目文字</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Item text as it was</source>
        <translation>条目文字恢复默认大小</translation>
    </message>
    <message>
        <source>usual size</source>
        <translation>默认大小</translation>
    </message>
    <message>
        <source>Next queue</source>
        <translation>下一个队列</translation>
    </message>
    <message>
        <source>Previous queue</source>
        <translation>上一个队列</translation>
    </message>
    <message>
        <source>previous queue</source>
        <translation>上一队列</translation>
    </message>
    <message>
        <source>Near-duplicates together, or not</source>
        <translation>近似重复成组或不成组</translation>
    </message>
    <message>
        <source>group</source>
        <translation>成组</translation>
    </message>
    <message>
        <source>Scroll the item down</source>
        <translation>向下滚动条目</translation>
    </message>
    <message>
        <source>Scroll the item up</source>
        <translation>向上滚动条目</translation>
    </message>
    <message>
        <source>Choose the marked label</source>
        <translation>采用选中的标签</translation>
    </message>
    <message>
        <source>Move the mark</source>
        <translation>移动选中位置</translation>
    </message>
    <message>
        <source>move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Leave the search</source>
        <translation>离开搜索</translation>
    </message>
    <message>
        <source>leave the search</source>
        <translation>离开搜索</translation>
    </message>
    <message>
        <source>Reject for the reason with this digit</source>
        <translation>以此数字对应的原因拒绝</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reject for the marked reason</source>
        <translation>以选中的原因拒绝</translation>
    </message>
    <message>
        <source>Take the rejection back</source>
        <translation>取消拒绝</translation>
    </message>
    <message>
        <source>Countersign ended unexpectedly last time. Every decision is kept; the log says more.</source>
        <translation>Countersign 上次意外退出。所有决定都已保存；详情见日志。</translation>
    </message>
    <message>
        <source>&lt; 1 %</source>
        <extracomment>Marks a string of a table for lupdate and gives it back; Qt's own, with the types that its stub lacks.</extracomment>
        <translation>&lt; 1%</translation>
    </message>
    <message>
        <source>{value} %</source>
        <translation>{value}%</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <extracomment>progress is told at most once in so many seconds: more would only keep the main thread busy</extracomment>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>{before}, {rate} a second</source>
        <translation>{before}，每秒 {rate} 条</translation>
    </message>
    <message>
        <source>{before}, {left} left</source>
        <translation>{before}，还需 {left}</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分钟</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} 小时</translation>
    </message>
    <message>
        <source>or</source>
        <translation>或</translation>
    </message>
    <message>
        <source>A comment on this item</source>
        <translation>对此条目的备注</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>To review</source>
        <extracomment>answered by the view alone
----------
the queues that every project has; their names in the workspace are these English ones</extracomment>
        <translation>待审核</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>not answered</source>
        <translation>未作答</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>Find one of {n} labels</source>
        <translation>在 {n} 个标签中查找</translation>
    </message>
    <message>
        <source>{first}-{last} of {n}</source>
        <translation>{first}-{last} / {n}</translation>
    </message>
    <message>
        <source>All labels</source>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>This item comes without a suggestion. You see the model's answer afterwards, and may change yours.</source>
        <translation>此条目不附建议。作答后会看到模型的答案，仍可修改自己的答案。</translation>
    </message>
    <message>
        <source>Answer first</source>
        <translation>先作答</translation>
    </message>
    <message>
        <source>Looking for a suggestion</source>
        <translation>正在获取建议</translation>
    </message>
    <message>
        <source>It will be here in a moment.</source>
        <translation>马上就好。</translation>
    </message>
    <message>
        <source>{model} has not answered yet. You need not wait: answer, or look at it when it comes.</source>
        <translation>{model} 尚未回答。不必等待：可以直接作答，或等它到来再看。</translation>
    </message>
    <message>
        <source>Asking the model</source>
        <translation>正在询问模型</translation>
    </message>
    <message>
        <source>No suggestion: it failed</source>
        <translation>没有建议：出错了</translation>
    </message>
    <message>
        <source>{why} You can go on without one.</source>
        <translation>{why}没有建议也可以继续。</translation>
    </message>
    <message>
        <source>No idea</source>
        <translation>不知道</translation>
    </message>
    <message>
        <source>{model} says that it does not know.</source>
        <translation>{model} 表示不知道。</translation>
    </message>
    <message>
        <source>The suggester has nothing to propose here. Your answer teaches it.</source>
        <translation>建议器对此没有建议，它会从你的答案中学习。</translation>
    </message>
    <message>
        <source>Nothing is ticked. Press {key} for none.</source>
        <translation>未勾选任何标签。若都不符合，按 {key}。</translation>
    </message>
    <message>
        <source>None of the labels</source>
        <translation>没有合适的标签</translation>
    </message>
    <message>
        <source>The suggestion is that no label fits.</source>
        <translation>建议为：没有合适的标签。</translation>
    </message>
    <message>
        <source>Nothing is ticked</source>
        <translation>未勾选任何标签</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改动</translation>
    </message>
    <message>
        <source>none fits</source>
        <translation>都不符合</translation>
    </message>
    <message>
        <source>suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Added: {labels}.</source>
        <translation>新增：{labels}。</translation>
    </message>
    <message>
        <source>Removed: {labels}.</source>
        <translation>移除：{labels}。</translation>
    </message>
    <message>
        <source>The model also suggests: {labels}.</source>
        <translation>模型还建议：{labels}。</translation>
    </message>
    <message>
        <source>suggested</source>
        <translation>已建议</translation>
    </message>
    <message>
        <source>added</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>suggested too</source>
        <translation>也建议</translation>
    </message>
    <message>
        <source>{field}: {problem}</source>
        <translation>{field}：{problem}</translation>
    </message>
    <message>
        <source>{n} of {count} answered. A digit answers one of them.</source>
        <translation>已作答 {n} / {count} 项。按数字键逐项作答。</translation>
    </message>
    <message>
        <source>All fields are empty. Press {key} if the item says nothing of them.</source>
        <translation>所有字段都为空。如果条目中没有相关内容，按 {key}。</translation>
    </message>
    <message>
        <source>The model's answer</source>
        <translation>模型的答案</translation>
    </message>
    <message>
        <source>{n} of {count} changed</source>
        <translation>改动 {n} / {count} 项</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>你的答案</translation>
    </message>
    <message>
        <source>Changed: {names}</source>
        <translation>已改动：{names}</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} / {count}</translation>
    </message>
    <message>
        <source>Left: {names}</source>
        <translation>还剩：{names}</translation>
    </message>
    <message>
        <source>{first}-{last}</source>
        <extracomment>what changes an answer, in the order of the bar; each kind knows some of them</extracomment>
        <translation>{first}-{last}</translation>
    </message>
    <message>
        <source>the model's</source>
        <translation>模型的</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>你的</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>(none)</source>
        <extracomment>so many choices, and so many characters in all, stand side by side; more open as a list</extracomment>
        <translation>（无）</translation>
    </message>
    <message>
        <source>model's</source>
        <extracomment>the icon, the word and the tone of each state
----------
what became of a passage, in a word, and in which tone that is told</extracomment>
        <translation>模型的</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已改正</translation>
    </message>
    <message>
        <source>cleared</source>
        <translation>已清空</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>the model: {value}</source>
        <translation>模型：{value}</translation>
    </message>
    <message>
        <source>Has to be filled in.</source>
        <translation>必须填写。</translation>
    </message>
    <message>
        <source>Has to hold a text.</source>
        <translation>须为文本。</translation>
    </message>
    <message>
        <source>Has to be a number.</source>
        <translation>须为数字。</translation>
    </message>
    <message>
        <source>Has to be a whole number.</source>
        <translation>须为整数。</translation>
    </message>
    <message>
        <source>Has to be a date, as 2026-11-21.</source>
        <translation>须为日期，如 2026-11-21。</translation>
    </message>
    <message>
        <source>Has to be yes or no.</source>
        <translation>须为是或否。</translation>
    </message>
    <message>
        <source>Has to be one of: {choices}</source>
        <translation>须为其中之一：{choices}</translation>
    </message>
    <message>
        <source>Each has to be one of: {choices}</source>
        <translation>每项须为其中之一：{choices}</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>YYYY-MM-DD</source>
        <translation>YYYY-MM-DD</translation>
    </message>
    <message>
        <source>one, another</source>
        <translation>甲、乙</translation>
    </message>
    <message>
        <source>Rank those that are left, or press {key} where they are equal.</source>
        <translation>请排完其余的候选；若不分上下，按 {key}。</translation>
    </message>
    <message>
        <source>Those left are equal</source>
        <translation>其余平手</translation>
    </message>
    <message>
        <source>All are equal</source>
        <translation>全部平手</translation>
    </message>
    <message>
        <source>All are bad</source>
        <translation>都不好</translation>
    </message>
    <message>
        <source>There is nothing to rank here. You can reject the item, or skip it.</source>
        <translation>这里没有可排序的候选。可以拒绝或跳过此条目。</translation>
    </message>
    <message>
        <source>No candidates</source>
        <translation>没有候选</translation>
    </message>
    <message>
        <source>None of them will do.</source>
        <translation>没有一个可用。</translation>
    </message>
    <message>
        <source>{order} &gt; …</source>
        <translation>{order} &gt; …</translation>
    </message>
    <message>
        <source>The digit of the next best comes next, or a tie of those that are left.</source>
        <translation>接着按下一位候选的数字，或让其余平手。</translation>
    </message>
    <message>
        <source>suggested place {n}</source>
        <translation>建议排第 {n} 位</translation>
    </message>
    <message>
        <source>your place {n}</source>
        <translation>你排第 {n} 位</translation>
    </message>
    <message>
        <source>A tie</source>
        <translation>平手</translation>
    </message>
    <message>
        <source>{number} is better</source>
        <translation>{number} 更好</translation>
    </message>
    <message>
        <source>Candidate {n}</source>
        <extracomment>the room at the left and at the right of a view; a text keeps margins of its own, the others have their scroll bar at the right</extracomment>
        <translation>候选 {n}</translation>
    </message>
    <message>
        <source>its {name} is {n} here</source>
        <translation>它的 {name} 在此为 {n}</translation>
    </message>
    <message>
        <source>The model numbers them otherwise: {pairs}.</source>
        <translation>模型的编号不同：{pairs}。</translation>
    </message>
    <message>
        <source>An image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>内容为空。</translation>
    </message>
    <message>
        <source>Nothing is marked. If there is nothing to mark, say so with {key}.</source>
        <translation>尚未标出片段。如果没有可标的片段，按 {key}。</translation>
    </message>
    <message>
        <source>How grave is this passage? Give it a severity first.</source>
        <translation>这个片段有多严重？请先给出严重程度。</translation>
    </message>
    <message>
        <source>nothing to mark</source>
        <translation>没有片段</translation>
    </message>
    <message>
        <source>by words</source>
        <translation>按词</translation>
    </message>
    <message>
        <source>by sentences</source>
        <translation>按句</translation>
    </message>
    <message>
        <source>by characters</source>
        <translation>按字符</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>{n} labels</source>
        <translation>{n} 个标签</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>已略去</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Comment on the passage</source>
        <translation>片段备注</translation>
    </message>
    <message>
        <source>Comment on the passage ({key})</source>
        <translation>片段备注（{key}）</translation>
    </message>
    <message>
        <source>Severity: {name}</source>
        <translation>严重程度：{name}</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>未选</translation>
    </message>
    <message>
        <source>It would overlap another passage, which this task does not allow. Drop or shorten that one first.</source>
        <translation>会与另一个片段重叠，而此任务不允许重叠。请先移除或缩短那个片段。</translation>
    </message>
    <message>
        <source>This passage has this label already.</source>
        <translation>这个片段已有此标签。</translation>
    </message>
    <message>
        <source>There is no passage here. Select words first: arrows, or the mouse.</source>
        <translation>这里没有片段。请先用方向键或鼠标选择词语。</translation>
    </message>
    <message>
        <source>{n} kept</source>
        <translation>保留 {n}</translation>
    </message>
    <message>
        <source>{n} changed</source>
        <translation>改动 {n}</translation>
    </message>
    <message>
        <source>{n} added</source>
        <translation>新增 {n}</translation>
    </message>
    <message>
        <source>{n} left out</source>
        <translation>略去 {n}</translation>
    </message>
    <message>
        <source>The model marks nothing. Accept that, or select words and give them a label.</source>
        <translation>模型没有标出片段。可以接受，也可以选择词语打上标签。</translation>
    </message>
    <message>
        <source>Nothing is marked yet. Select words with the arrows or the mouse, then give them a label.</source>
        <translation>尚未标出片段。用方向键或鼠标选择词语，再打上标签。</translation>
    </message>
    <message>
        <source>The model's passages: {n}</source>
        <translation>模型的片段：{n} 个</translation>
    </message>
    <message>
        <source>The model marks nothing</source>
        <translation>模型没有标出片段</translation>
    </message>
    <message>
        <source>Your passages: {n}</source>
        <translation>你的片段：{n} 个</translation>
    </message>
    <message>
        <source>small edit</source>
        <extracomment>the diff follows when typing has paused for so long, in milliseconds what an edit amounts to, and in which tone that is told</extracomment>
        <translation>小改</translation>
    </message>
    <message>
        <source>correction</source>
        <translation>改正</translation>
    </message>
    <message>
        <source>Write the text here</source>
        <translation>在此输入文本</translation>
    </message>
    <message>
        <source>There is no text yet. Write one, or reject the item.</source>
        <translation>还没有文本。请输入，或拒绝此条目。</translation>
    </message>
    <message>
        <source>The text has {n} characters; at most {most} are allowed.</source>
        <translation>文本有 {n} 个字符，最多允许 {most} 个。</translation>
    </message>
    <message>
        <source>the model's draft</source>
        <translation>模型的草稿</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>你的文本</translation>
    </message>
    <message>
        <source>write</source>
        <translation>撰写</translation>
    </message>
    <message>
        <source>your text</source>
        <translation>你的文本</translation>
    </message>
    <message>
        <source>The model's draft</source>
        <translation>模型的草稿</translation>
    </message>
    <message>
        <source>{n} of at most {most} characters</source>
        <translation>{n} 个字符，最多 {most} 个</translation>
    </message>
    <message>
        <source>{n} characters</source>
        <translation>{n} 个字符</translation>
    </message>
    <message>
        <source>What you changed</source>
        <extracomment>so much of what is kept is shown at each side of a change, in characters of more changes than these the rest is only counted</extracomment>
        <translation>你的改动</translation>
    </message>
    <message>
        <source>{removed} removed, {added} added</source>
        <translation>移除 {removed}，新增 {added}</translation>
    </message>
    <message>
        <source>You see the model's answer afterwards, and may change yours.</source>
        <translation>作答后会看到模型的答案，仍可修改自己的答案。</translation>
    </message>
    <message>
        <source>{model} has not answered yet. You need not wait.</source>
        <translation>{model} 尚未回答，不必等待。</translation>
    </message>
    <message>
        <source>There is nothing to propose here.</source>
        <translation>对此没有建议。</translation>
    </message>
    <message>
        <source>Find in this item</source>
        <translation>在此条目中查找</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>{place} of {count}+</source>
        <translation>{place} / {count}+</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} / {count}</translation>
    </message>
    <message>
        <source>Guidelines</source>
        <extracomment>GitHub's Markdown, in which HTML is text</extracomment>
        <translation>标注指南</translation>
    </message>
    <message>
        <source>Guidelines, version {number}</source>
        <translation>标注指南，版本 {number}</translation>
    </message>
    <message>
        <source>This project has no guidelines yet.</source>
        <translation>此项目还没有标注指南。</translation>
    </message>
    <message>
        <source>Example: {example}</source>
        <translation>示例：{example}</translation>
    </message>
    <message>
        <source>[picture not shown]</source>
        <translation>[图片未显示]</translation>
    </message>
    <message>
        <source>{text}: {verdict}, {provenance}</source>
        <translation>{text}：{verdict}，{provenance}</translation>
    </message>
    <message>
        <source>Open again: {what}</source>
        <translation>重新打开：{what}</translation>
    </message>
    <message>
        <source>The last decisions</source>
        <translation>最近的决定</translation>
    </message>
    <message>
        <source>Last:</source>
        <translation>最近：</translation>
    </message>
    <message>
        <source>Your last decisions will stand here.</source>
        <translation>你最近的决定会显示在这里。</translation>
    </message>
    <message>
        <source>Item</source>
        <extracomment>forms that are read in lines, beside a plain text, which keeps its own margins</extracomment>
        <translation>条目</translation>
    </message>
    <message>
        <source>calls {tool}</source>
        <translation>调用 {tool}</translation>
    </message>
    <message>
        <source>The picture is being read.</source>
        <translation>正在读取图片。</translation>
    </message>
    <message>
        <source>{width} x {height} pixels</source>
        <translation>{width} x {height} 像素</translation>
    </message>
    <message>
        <source>The picture is still being read. You need not wait: it will stand here when it has come.</source>
        <translation>仍在读取图片。不必等待，读完会显示在这里。</translation>
    </message>
    <message>
        <source>This is no file of this computer, and nothing is loaded from elsewhere:</source>
        <translation>这不是本机上的文件，程序不会从别处加载：</translation>
    </message>
    <message>
        <source>There is no such file. Was it moved, or is a drive not connected?</source>
        <translation>没有此文件。可能已被移动，或驱动器未连接。</translation>
    </message>
    <message>
        <source>This file is no picture that can be shown (PNG, JPEG, GIF, WebP, BMP, TIFF).</source>
        <translation>此文件不是可以显示的图片（PNG、JPEG、GIF、WebP、BMP、TIFF）。</translation>
    </message>
    <message>
        <source>This picture is too large to be shown: more than {n} megapixels.</source>
        <translation>图片过大，无法显示：超过 {n} 百万像素。</translation>
    </message>
    <message>
        <source>This picture cannot be read: the file is damaged or cut off.</source>
        <translation>图片无法读取：文件已损坏或不完整。</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <extracomment>a longer line is no Markdown that somebody wrote: it is shown as it stands</extracomment>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Show what it &amp;means</source>
        <translation>显示渲染效果(&amp;M)</translation>
    </message>
    <message>
        <source>Show the &amp;source</source>
        <translation>显示源文本(&amp;S)</translation>
    </message>
    <message>
        <source>{n} more characters</source>
        <translation>另有 {n} 个字符</translation>
    </message>
    <message>
        <source>{n} more</source>
        <extracomment>facets whose values stand in an order of their own; those of others stand by their counts</extracomment>
        <translation>另有 {n} 项</translation>
    </message>
    <message>
        <source>{text}, suggested</source>
        <translation>{text}，已建议</translation>
    </message>
    <message>
        <source>Metadata</source>
        <translation>元数据</translation>
    </message>
    <message>
        <source>close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy {name}</source>
        <translation>复制 {name}</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>已加旗标</translation>
    </message>
    <message>
        <source>Comments: {n}</source>
        <translation>备注：{n} 条</translation>
    </message>
    <message>
        <source>The model says</source>
        <translation>模型认为</translation>
    </message>
    <message>
        <source>No suggestion</source>
        <translation>没有建议</translation>
    </message>
    <message>
        <source>Queues</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Type the name of a queue</source>
        <translation>输入队列名称</translation>
    </message>
    <message>
        <source>{n} items</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>on screen now</source>
        <translation>当前队列</translation>
    </message>
    <message>
        <source>Why is no answer right?</source>
        <translation>为什么没有正确的答案？</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>by meaning</source>
        <translation>按语义</translation>
    </message>
    <message>
        <source>by both</source>
        <translation>按语义和词</translation>
    </message>
    <message>
        <source>Rejected: {reason}</source>
        <translation>已拒绝：{reason}</translation>
    </message>
    <message>
        <source>Similar decided items</source>
        <translation>已决定的相似条目</translation>
    </message>
    <message>
        <source>Looking for decided items like this one…</source>
        <translation>正在查找已决定的相似条目…</translation>
    </message>
    <message>
        <source>Nothing that was decided is like this item.</source>
        <translation>没有已决定的条目与此相似。</translation>
    </message>
    <message>
        <source>Nothing to review yet</source>
        <translation>还没有可审核的条目</translation>
    </message>
    <message>
        <source>This project holds no items. Import a file, or open another project.</source>
        <translation>此项目没有条目。可以导入文件，或打开其他项目。</translation>
    </message>
    <message>
        <source>Import or open a project</source>
        <translation>导入或打开项目</translation>
    </message>
    <message>
        <source>Getting the next item</source>
        <translation>正在取下一条</translation>
    </message>
    <message>
        <source>this session</source>
        <translation>本次会话</translation>
    </message>
    <message>
        <source>decided in all</source>
        <translation>累计决定</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>a minute</source>
        <translation>每分钟</translation>
    </message>
    <message>
        <source>Go through the queue once more</source>
        <translation>再过一遍队列</translation>
    </message>
    <message>
        <source>Nothing is left in it. Go on with another queue, or look at the items.</source>
        <translation>队列已空。可以换个队列继续，或查看条目。</translation>
    </message>
    <message>
        <source>This queue is finished</source>
        <translation>此队列已完成</translation>
    </message>
    <message>
        <source>Show the items</source>
        <translation>查看条目</translation>
    </message>
    <message>
        <source>Export the labels</source>
        <translation>导出标签</translation>
    </message>
    <message>
        <source>Open another project</source>
        <translation>打开其他项目</translation>
    </message>
    <message>
        <source>Go through the skipped: {n}</source>
        <translation>再过一遍跳过的：{n} 条</translation>
    </message>
    <message>
        <source>The queue is finished</source>
        <translation>队列已完成</translation>
    </message>
    <message>
        <source>What you skipped waits for you.</source>
        <translation>跳过的条目还在等你。</translation>
    </message>
    <message>
        <source>Every item is decided. Export the labels, or go on with another project.</source>
        <translation>所有条目都已决定。可以导出标签，或继续其他项目。</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Your answer first</source>
        <translation>请先作答</translation>
    </message>
    <message>
        <source>blind item</source>
        <translation>盲答条目</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>1 item in 20 comes without a suggestion, so that we can see what suggestions do to our labels. You see the model's answer afterwards.</source>
        <translation>每 20 条中有 1 条不附建议，以便了解建议对标签的影响。作答后会看到模型的答案。</translation>
    </message>
    <message>
        <source>Queue {name}</source>
        <extracomment>of the width, the most for the project's name, and for it and the queue together</extracomment>
        <translation>队列 {name}</translation>
    </message>
    <message>
        <source>Choose another queue</source>
        <translation>换个队列</translation>
    </message>
    <message>
        <source>{n} left in the project</source>
        <translation>项目还剩 {n} 条</translation>
    </message>
    <message>
        <source>{n} left</source>
        <translation>还剩 {n} 条</translation>
    </message>
    <message>
        <source>{n} this session</source>
        <translation>本次会话 {n} 条</translation>
    </message>
    <message>
        <source>{rate} a minute</source>
        <translation>每分钟 {rate} 条</translation>
    </message>
    <message>
        <source>says {share}</source>
        <translation>自评 {share}</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>较有把握</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>没把握</translation>
    </message>
    <message>
        <source>Reads like the name or the description of this label.</source>
        <translation>与此标签的名称或说明相近。</translation>
    </message>
    <message>
        <source>Like decided examples of this label: {n}.</source>
        <translation>与此标签下 {n} 个已决定的示例相似。</translation>
    </message>
    <message>
        <source>Like decided examples: {n}. The trained model agrees.</source>
        <translation>与 {n} 个已决定的示例相似，训练出的模型也认同。</translation>
    </message>
    <message>
        <source>The trained model proposes it.</source>
        <translation>由训练出的模型提出。</translation>
    </message>
    <message>
        <source>It came with the data.</source>
        <translation>随数据导入。</translation>
    </message>
    <message>
        <source>This model's answer came with the data.</source>
        <translation>此模型的答案随数据导入。</translation>
    </message>
    <message>
        <source>The same text was decided before.</source>
        <translation>相同的文本以前决定过。</translation>
    </message>
    <message>
        <source>Decided before, the same but for case, space and punctuation.</source>
        <translation>以前决定过，仅大小写、空格和标点不同。</translation>
    </message>
    <message>
        <source>The model wrote the label a little differently.</source>
        <translation>模型写的标签略有不同。</translation>
    </message>
    <message>
        <source>Some of it does not stand in the item.</source>
        <translation>部分内容在条目中没有。</translation>
    </message>
    <message>
        <source>It is in another language than asked for.</source>
        <translation>语言与要求不符。</translation>
    </message>
    <message>
        <source>It is longer than asked for.</source>
        <translation>超出要求的长度。</translation>
    </message>
    <message>
        <source>It reads like a refusal.</source>
        <translation>读起来像拒答。</translation>
    </message>
    <message>
        <source>Why this one now: in the order of the import</source>
        <translation>为何是这条：按导入次序</translation>
    </message>
    <message>
        <source>Why this one now: drawn at random</source>
        <translation>为何是这条：随机抽取</translation>
    </message>
    <message>
        <source>Why this one now: least certain first</source>
        <translation>为何是这条：最不确定的优先</translation>
    </message>
    <message>
        <source>Why this one now: drawn for the control sample</source>
        <translation>为何是这条：抽入对照样本</translation>
    </message>
    <message>
        <source>Why this one now: drawn for the blind sample</source>
        <translation>为何是这条：抽入盲答样本</translation>
    </message>
    <message>
        <source>Why this one now: you opened it again</source>
        <translation>为何是这条：由你重新打开</translation>
    </message>
    <message>
        <source>Why this one now: you chose it</source>
        <translation>为何是这条：由你选定</translation>
    </message>
    <message>
        <source>Why this one now: it stands next in this queue</source>
        <translation>为何是这条：此队列的下一条</translation>
    </message>
    <message>
        <source>No label fits</source>
        <translation>没有合适的标签</translation>
    </message>
    <message>
        <source>Several labels fit</source>
        <translation>多个标签都合适</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法辨读</translation>
    </message>
    <message>
        <source>Off topic</source>
        <translation>偏离主题</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>answered</source>
        <translation>已作答</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>blind</source>
        <translation>盲答</translation>
    </message>
    <message>
        <source>with a suggestion</source>
        <translation>见过建议</translation>
    </message>
    <message>
        <source>without a suggestion</source>
        <translation>无建议</translation>
    </message>
    <message>
        <source>in bulk</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>with its group</source>
        <translation>成组</translation>
    </message>
    <message>
        <source>automatically</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>导入的</translation>
    </message>
    <message>
        <source>built-in</source>
        <translation>内置</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>The text could not be read by the suggester.</source>
        <translation>建议器无法读取此文本。</translation>
    </message>
    <message>
        <source>The suggester did not answer.</source>
        <translation>建议器没有回答。</translation>
    </message>
    <message>
        <source>The model's key is missing or was refused.</source>
        <translation>模型的密钥缺失或被拒绝。</translation>
    </message>
    <message>
        <source>There is no such model at its address.</source>
        <translation>该地址没有这个模型。</translation>
    </message>
    <message>
        <source>The model is asked too often just now.</source>
        <translation>目前对模型的请求过于频繁。</translation>
    </message>
    <message>
        <source>The model took too long.</source>
        <translation>模型响应超时。</translation>
    </message>
    <message>
        <source>The model cannot be reached.</source>
        <translation>无法连接到模型。</translation>
    </message>
    <message>
        <source>The model's server failed.</source>
        <translation>模型的服务器出错。</translation>
    </message>
    <message>
        <source>The model's server sent something that is no response.</source>
        <translation>模型的服务器返回的不是有效响应。</translation>
    </message>
    <message>
        <source>The model gave no answer that is valid here.</source>
        <translation>模型没有给出有效的答案。</translation>
    </message>
    <message>
        <source>The model declined to answer.</source>
        <translation>模型拒绝回答。</translation>
    </message>
    <message>
        <source>The model's reply was empty.</source>
        <translation>模型的回复为空。</translation>
    </message>
    <message>
        <source>The item is too long for the model.</source>
        <translation>条目对模型来说过长。</translation>
    </message>
    <message>
        <source>The budget for models is used up.</source>
        <translation>模型的预算已用完。</translation>
    </message>
    <message>
        <source>The project allows no model outside of this machine.</source>
        <translation>此项目只允许使用本机上的模型。</translation>
    </message>
    <message>
        <source>The call was interrupted.</source>
        <translation>调用被中断。</translation>
    </message>
    <message>
        <source>The call was cancelled.</source>
        <translation>调用已取消。</translation>
    </message>
    <message>
        <source>No suggestion by {model}. {why}</source>
        <translation>{model} 没有给出建议。{why}</translation>
    </message>
    <message>
        <source>&amp;Repeat</source>
        <translation>重复(&amp;R)</translation>
    </message>
    <message>
        <source>What was sent</source>
        <translation>发送的内容</translation>
    </message>
    <message>
        <source>What came back</source>
        <translation>返回的内容</translation>
    </message>
    <message>
        <source>through “{name}”</source>
        <translation>经由“{name}”</translation>
    </message>
    <message>
        <source>step {n}</source>
        <translation>第 {n} 步</translation>
    </message>
    <message>
        <source>attempt {n}</source>
        <translation>第 {n} 次尝试</translation>
    </message>
    <message>
        <source>candidate {n}</source>
        <translation>候选 {n}</translation>
    </message>
    <message>
        <source>from the cache</source>
        <translation>来自缓存</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>已抹除</translation>
    </message>
    <message>
        <source>The item was erased, and what was sent of it. That a call was made stays on record.</source>
        <translation>条目及发送的内容均已抹除，仅保留有过这次调用的记录。</translation>
    </message>
    <message>
        <source>Sent along</source>
        <translation>一并发送</translation>
    </message>
    <message>
        <source>Examples it held, and why</source>
        <translation>所含示例及原因</translation>
    </message>
    <message>
        <source>The reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>The raw response</source>
        <translation>原始响应</translation>
    </message>
    <message>
        <source>What came back was erased with the item.</source>
        <translation>返回的内容已随条目抹除。</translation>
    </message>
    <message>
        <source>No response</source>
        <translation>没有响应</translation>
    </message>
    <message>
        <source>Nothing came back that could be kept.</source>
        <translation>没有可保存的返回内容。</translation>
    </message>
    <message>
        <source>Calls</source>
        <extracomment>what the filter of outcomes holds beside them</extracomment>
        <translation>调用</translation>
    </message>
    <message>
        <source>Read a&amp;new</source>
        <translation>刷新(&amp;N)</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>没有打开的项目</translation>
    </message>
    <message>
        <source>Open a project, then look at its calls.</source>
        <translation>打开项目后，可在此查看其调用。</translation>
    </message>
    <message>
        <source>Asking the model again.</source>
        <translation>正在再次询问模型。</translation>
    </message>
    <message>
        <source>Each time that a model is asked, what was sent and what came back is kept here.</source>
        <translation>每次询问模型时，发送和返回的内容都会保存在这里。</translation>
    </message>
    <message>
        <source>No calls yet</source>
        <translation>还没有调用</translation>
    </message>
    <message>
        <source>No such calls</source>
        <translation>没有符合的调用</translation>
    </message>
    <message>
        <source>Nothing on record is like that. Choose another filter above.</source>
        <translation>没有这样的记录。请在上方换个筛选条件。</translation>
    </message>
    <message>
        <source>Asked again. The new call stands at the top.</source>
        <translation>已重复调用，新的调用在最上方。</translation>
    </message>
    <message>
        <source>All versions</source>
        <translation>所有版本</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>All outcomes</source>
        <translation>所有结果</translation>
    </message>
    <message>
        <source>All that failed</source>
        <translation>所有失败的</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已作答</translation>
    </message>
    <message>
        <source>Says it does not know</source>
        <translation>表示不知道</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Key refused</source>
        <translation>密钥被拒</translation>
    </message>
    <message>
        <source>No such model</source>
        <translation>没有此模型</translation>
    </message>
    <message>
        <source>Too many requests</source>
        <translation>请求过多</translation>
    </message>
    <message>
        <source>Took too long</source>
        <translation>超时</translation>
    </message>
    <message>
        <source>Not reached</source>
        <translation>无法连接</translation>
    </message>
    <message>
        <source>Server error</source>
        <translation>服务器错误</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>无法解读</translation>
    </message>
    <message>
        <source>No valid answer</source>
        <translation>没有有效答案</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>拒答</translation>
    </message>
    <message>
        <source>Empty reply</source>
        <translation>空回复</translation>
    </message>
    <message>
        <source>Prompt too long</source>
        <translation>提示词过长</translation>
    </message>
    <message>
        <source>Held back by the budget</source>
        <translation>因预算未发送</translation>
    </message>
    <message>
        <source>Held back: local only</source>
        <translation>未发送：仅限本机</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>A label that is the same but for case, space or punctuation: taken as that label.</source>
        <extracomment>what was wrong with a reply, by the outcome of reading it (core/prompts/parsing): such a detail is no sentence yet</extracomment>
        <translation>标签仅大小写、空格或标点不同：按该标签处理。</translation>
    </message>
    <message>
        <source>An answer, but none that is valid for the task.</source>
        <translation>有答案，但对此任务无效。</translation>
    </message>
    <message>
        <source>Several labels where one is asked for.</source>
        <translation>只要求一个标签，却给出多个。</translation>
    </message>
    <message>
        <source>A reply without an answer.</source>
        <translation>回复中没有答案。</translation>
    </message>
    <message>
        <source>The model declined.</source>
        <translation>模型拒答。</translation>
    </message>
    <message>
        <source>An answer that is longer than the prompt allows.</source>
        <translation>答案超出提示词允许的长度。</translation>
    </message>
    <message>
        <source>A reply without a text.</source>
        <translation>回复中没有文本。</translation>
    </message>
    <message>
        <source>The model says that it does not know.</source>
        <translation>模型表示不知道。</translation>
    </message>
    <message>
        <source>Do not</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Purpose</source>
        <extracomment>purposes of which the whole of the ledger goes out: nothing is chosen from it</extracomment>
        <translation>用途</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>To evaluate</source>
        <translation>评估对象</translation>
    </message>
    <message>
        <source>More choices</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Labels that came about</source>
        <translation>标签来历</translation>
    </message>
    <message>
        <source>No format of this purpose can hold what this project asks for.</source>
        <translation>此用途下没有格式能容纳本项目的内容。</translation>
    </message>
    <message>
        <source>Choose another purpose.</source>
        <translation>请选择其他用途。</translation>
    </message>
    <message>
        <source>{n} set</source>
        <translation>已设 {n} 项</translation>
    </message>
    <message>
        <source>not decided yet</source>
        <extracomment>core/export/policy.py, and those of the formats</extracomment>
        <translation>尚未决定</translation>
    </message>
    <message>
        <source>rejected: no label was right</source>
        <translation>已拒绝：没有正确的标签</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>erased</source>
        <translation>已抹除</translation>
    </message>
    <message>
        <source>not among the items that were chosen</source>
        <translation>不在所选条目之内</translation>
    </message>
    <message>
        <source>their source does not allow this purpose</source>
        <translation>来源不允许此用途</translation>
    </message>
    <message>
        <source>the time that their source may be kept is over</source>
        <translation>来源的保留期限已过</translation>
    </message>
    <message>
        <source>of the blind sample, which stays apart to evaluate with</source>
        <translation>属于盲答样本，留作评估用</translation>
    </message>
    <message>
        <source>their labels came about in another way than is ticked</source>
        <translation>标签来历不在勾选之列</translation>
    </message>
    <message>
        <source>the model to evaluate was in view, or may have given the label</source>
        <translation>见过评估对象的建议，或标签可能出自它</translation>
    </message>
    <message>
        <source>people disagree, and nobody has settled it</source>
        <translation>意见有分歧，无人裁定</translation>
    </message>
    <message>
        <source>no prompt was sent for them</source>
        <translation>没有发送过提示词</translation>
    </message>
    <message>
        <source>the prompt that was sent is erased</source>
        <translation>发送的提示词已抹除</translation>
    </message>
    <message>
        <source>what was done with them says nothing of a suggestion</source>
        <translation>操作未体现对建议的评价</translation>
    </message>
    <message>
        <source>nothing was suggested</source>
        <translation>没有建议</translation>
    </message>
    <message>
        <source>changed in next to nothing: case and spaces</source>
        <translation>几乎没有改动：仅大小写和空格</translation>
    </message>
    <message>
        <source>not chosen: others cover the labels and the mistakes better</source>
        <translation>未选用：其他条目更能覆盖标签和错误</translation>
    </message>
    <message>
        <source>too long</source>
        <translation>过长</translation>
    </message>
    <message>
        <source>they hold a picture, which this format cannot</source>
        <translation>含图片，此格式无法容纳</translation>
    </message>
    <message>
        <source>what the model replied is not on record</source>
        <translation>没有模型回复的记录</translation>
    </message>
    <message>
        <source>their text was replaced since</source>
        <translation>文本之后被替换</translation>
    </message>
    <message>
        <source>cells get an apostrophe, so that no spreadsheet runs them</source>
        <translation>个单元格前加撇号，以免被电子表格执行</translation>
    </message>
    <message>
        <source>texts are cut: they are too long for a cell</source>
        <translation>条文本被截断：超出单元格长度</translation>
    </message>
    <message>
        <source>texts are left out: they are too long for a cell</source>
        <translation>条文本被略去：超出单元格长度</translation>
    </message>
    <message>
        <source>answers name labels as they were called then</source>
        <translation>个答案沿用标签当时的名称</translation>
    </message>
    <message>
        <source>labels that the task does not know any more</source>
        <translation>个标签已不在任务中</translation>
    </message>
    <message>
        <source>labels are written otherwise, as the format needs it</source>
        <translation>个标签按格式要求改写</translation>
    </message>
    <message>
        <source>names of labels that the labeling config cannot hold</source>
        <translation>个标签名称无法写入标注配置</translation>
    </message>
    <message>
        <source>lines have no label</source>
        <translation>行没有标签</translation>
    </message>
    <message>
        <source>line breaks become spaces</source>
        <translation>处换行变为空格</translation>
    </message>
    <message>
        <source>texts lose the space at their beginning</source>
        <translation>条文本失去开头的空格</translation>
    </message>
    <message>
        <source>texts lose spaces between their words</source>
        <translation>条文本失去词间的空格</translation>
    </message>
    <message>
        <source>words are split where a passage begins or ends in them</source>
        <translation>个词因片段在词中起止而被拆开</translation>
    </message>
    <message>
        <source>passages do not begin and end with words</source>
        <translation>个片段的起止与词不一致</translation>
    </message>
    <message>
        <source>passages overlap</source>
        <translation>个片段重叠</translation>
    </message>
    <message>
        <source>passages are empty</source>
        <translation>个片段为空</translation>
    </message>
    <message>
        <source>severities and comments of passages</source>
        <translation>个片段的严重程度和备注</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>张图片</translation>
    </message>
    <message>
        <source>reasons in a model's words</source>
        <translation>条模型写的理由</translation>
    </message>
    <message>
        <source>suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>suggestions that gave no answer</source>
        <translation>条没有答案的建议</translation>
    </message>
    <message>
        <source>suggestions beside the last one</source>
        <translation>条最后一条以外的建议</translation>
    </message>
    <message>
        <source>answers that all candidates are bad</source>
        <translation>个“都不好”的答案</translation>
    </message>
    <message>
        <source>rankings of more than two</source>
        <translation>个超过两个候选的排序</translation>
    </message>
    <message>
        <source>whether an item was rejected or answered with nothing</source>
        <translation>条无法区分是被拒绝还是空答案</translation>
    </message>
    <message>
        <source>names of reviewers</source>
        <translation>个审核员姓名</translation>
    </message>
    <message>
        <source>ids of items</source>
        <translation>个条目 ID</translation>
    </message>
    <message>
        <source>how the labels came about, and by whom</source>
        <translation>个标签的来历和决定者</translation>
    </message>
    <message>
        <source>times of answers</source>
        <translation>个作答时间</translation>
    </message>
    <message>
        <source>judgements have no other side to be paired with</source>
        <translation>个判断没有可配对的另一方</translation>
    </message>
    <message>
        <source>answers were judged both good and bad</source>
        <translation>个答案既被判为好又被判为坏</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>C&amp;lose</source>
        <translation>关闭(&amp;L)</translation>
    </message>
    <message>
        <source>Items that differ</source>
        <translation>有差异的条目</translation>
    </message>
    <message>
        <source>What</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>{n} removed</source>
        <translation>移除 {n}</translation>
    </message>
    <message>
        <source>{n} with another text</source>
        <translation>文本不同 {n}</translation>
    </message>
    <message>
        <source>{n} the same</source>
        <translation>相同 {n}</translation>
    </message>
    <message>
        <source>No difference: {same}</source>
        <translation>没有差异：{same}</translation>
    </message>
    <message>
        <source>No.</source>
        <extracomment>the headings of the history, and which of them stand over numbers</extracomment>
        <translation>编号</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>{number}: {purpose}, {made}, {n} records</source>
        <translation>{number}：{purpose}，{made}，{n} 条记录</translation>
    </message>
    <message>
        <source>open</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已收起</translation>
    </message>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Each export is kept as a dataset: what it was made from, what was left out, and the hash of its rows.</source>
        <translation>每次导出都保存为一个数据集：由什么组成、略去了什么，以及各行的哈希。</translation>
    </message>
    <message>
        <source>No datasets yet</source>
        <translation>还没有数据集</translation>
    </message>
    <message>
        <source>&amp;Make the first one</source>
        <translation>创建第一个(&amp;M)</translation>
    </message>
    <message>
        <source>There is one dataset only: two can be compared.</source>
        <translation>只有一个数据集，有两个才能比较。</translation>
    </message>
    <message>
        <source>Copied: {hash}</source>
        <translation>已复制：{hash}</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>比较(&amp;C)</translation>
    </message>
    <message>
        <source>Cut &amp;again…</source>
        <translation>重切(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Open the folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Cop&amp;y the hash</source>
        <translation>复制哈希(&amp;Y)</translation>
    </message>
    <message>
        <source>C&amp;ut again</source>
        <translation>重切(&amp;U)</translation>
    </message>
    <message>
        <source>Datasets: {n}</source>
        <translation>数据集：{n} 个</translation>
    </message>
    <message>
        <source>Settings of {format}</source>
        <translation>{format} 的设置</translation>
    </message>
    <message>
        <source>{name} is a number, not {text}.</source>
        <translation>{name} 须为数字，不能是 {text}。</translation>
    </message>
    <message>
        <source>Open the fol&amp;der</source>
        <translation>打开文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>Dism&amp;iss</source>
        <translation>关闭(&amp;I)</translation>
    </message>
    <message>
        <source>Dataset {number} cut again: {n} records in {path}.</source>
        <translation>数据集 {number} 已重切：{n} 条记录，位于 {path}。</translation>
    </message>
    <message>
        <source>Its rows are the same as the first time.</source>
        <translation>各行与首次相同。</translation>
    </message>
    <message>
        <source>Its rows are not those of the first time: what was erased, replaced or may not be used any more is missing.</source>
        <translation>各行与首次不同：缺少已抹除、已替换或不再允许使用的内容。</translation>
    </message>
    <message>
        <source>Dataset {number}: {n} records in {path}.</source>
        <translation>数据集 {number}：{n} 条记录，位于 {path}。</translation>
    </message>
    <message>
        <source>Left out: {n} items.</source>
        <translation>略去：{n} 条。</translation>
    </message>
    <message>
        <source>What the format cannot hold: {what}.</source>
        <translation>格式无法容纳：{what}。</translation>
    </message>
    <message>
        <source>Hash {hash}.</source>
        <translation>哈希 {hash}。</translation>
    </message>
    <message>
        <source>Open a project, then export its labels.</source>
        <translation>打开项目后，可在此导出其标签。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Name the file first.</source>
        <translation>请先填写文件名。</translation>
    </message>
    <message>
        <source>Nothing may go into it: the preview says why.</source>
        <translation>没有可写入的内容：原因见预览。</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Histor&amp;y</source>
        <translation>历史(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;New export</source>
        <translation>新建导出(&amp;N)</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>选择(&amp;H)…</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>It is there already, and will be replaced once the new one is whole.</source>
        <translation>已有同名内容，新的写完后会将其替换。</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>The folder to make it in</source>
        <translation>选择存放的文件夹</translation>
    </message>
    <message>
        <source>counting…</source>
        <translation>统计中…</translation>
    </message>
    <message>
        <source>{n} records</source>
        <translation>{n} 条记录</translation>
    </message>
    <message>
        <source>{split} {n}</source>
        <translation>{split} {n}</translation>
    </message>
    <message>
        <source>Nothing to export yet</source>
        <translation>还没有可导出的内容</translation>
    </message>
    <message>
        <source>Import items and decide some of them, then export their labels.</source>
        <translation>请先导入条目并决定一部分，再导出标签。</translation>
    </message>
    <message>
        <source>Show as &amp;text</source>
        <translation>以文本显示(&amp;T)</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>以表格显示(&amp;T)</translation>
    </message>
    <message>
        <source>No label may go into it. What is left out, and why, stands below.</source>
        <translation>没有可写入的标签。略去的内容和原因见下方。</translation>
    </message>
    <message>
        <source>How the file begins</source>
        <translation>文件开头</translation>
    </message>
    <message>
        <source>The first labels</source>
        <translation>前几个标签</translation>
    </message>
    <message>
        <source>The first of the labels that it is made from</source>
        <translation>所用标签的前几个</translation>
    </message>
    <message>
        <source>What the dataset would be</source>
        <translation>数据集预览</translation>
    </message>
    <message>
        <source>{cell}, a spreadsheet would run this</source>
        <translation>{cell}，会被电子表格执行</translation>
    </message>
    <message>
        <source>The first records</source>
        <translation>前几条记录</translation>
    </message>
    <message>
        <source>Left out: {n} items</source>
        <translation>略去：{n} 条</translation>
    </message>
    <message>
        <source>What the format cannot hold: {n}</source>
        <translation>格式无法容纳：{n} 处</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Safe mode</source>
        <extracomment>narrower than this the switch stands under the sentence (pixels)</extracomment>
        <translation>安全模式</translation>
    </message>
    <message>
        <source>Cells of these records that begin like formulas: {n}. They are written so that no spreadsheet runs them.</source>
        <translation>这些记录中有 {n} 个单元格形似公式，写出时会避免被电子表格执行。</translation>
    </message>
    <message>
        <source>Cells of these records that a spreadsheet would run as formulas: {n}. There may be more below.</source>
        <translation>这些记录中有 {n} 个单元格会被电子表格当作公式执行，后面可能还有。</translation>
    </message>
    <message>
        <source>No split</source>
        <extracomment>what the choice says, and the shares that it stands for</extracomment>
        <translation>不划分</translation>
    </message>
    <message>
        <source>train 80 %, test 20 %</source>
        <translation>训练 80%，测试 20%</translation>
    </message>
    <message>
        <source>train 80 %, validation 10 %, test 10 %</source>
        <translation>训练 80%，验证 10%，测试 10%</translation>
    </message>
    <message>
        <source>Shares of your own</source>
        <translation>自定义比例</translation>
    </message>
    <message>
        <source>a column of the metadata</source>
        <translation>元数据中的一列</translation>
    </message>
    <message>
        <source>when it was decided</source>
        <translation>决定的时间</translation>
    </message>
    <message>
        <source>The oldest first: split by time</source>
        <translation>从旧到新：按时间划分</translation>
    </message>
    <message>
        <source>Part items anew that have a split</source>
        <translation>已有划分的条目也重新划分</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Keep together</source>
        <translation>同组不拆</translation>
    </message>
    <message>
        <source>Time column</source>
        <translation>时间列</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>All items</source>
        <translation>所有条目</translation>
    </message>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>No way that labels came about is ticked.</source>
        <translation>没有勾选任何标签来历。</translation>
    </message>
    <message>
        <source>Tick one under More choices.</source>
        <translation>请在“更多选项”中勾选一项。</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>有分歧时</translation>
    </message>
    <message>
        <source>Settled by</source>
        <translation>裁定人</translation>
    </message>
    <message>
        <source>Nobody is named who settles it.</source>
        <translation>没有指定裁定人。</translation>
    </message>
    <message>
        <source>Name the reviewer.</source>
        <translation>请填写审核员姓名。</translation>
    </message>
    <message>
        <source>Train a classifier</source>
        <extracomment>in the order of the screen: what it is called, and what it means, in a line</extracomment>
        <translation>训练分类器</translation>
    </message>
    <message>
        <source>without the blind sample</source>
        <translation>不含盲答样本</translation>
    </message>
    <message>
        <source>Improve a prompt</source>
        <translation>改进提示词</translation>
    </message>
    <message>
        <source>examples, mistakes, the prompt</source>
        <translation>示例、错误、提示词</translation>
    </message>
    <message>
        <source>Fine-tune a model</source>
        <translation>微调模型</translation>
    </message>
    <message>
        <source>conversations, preferences</source>
        <translation>对话、偏好</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>by blind answers alone</source>
        <translation>仅用盲答</translation>
    </message>
    <message>
        <source>Exchange with another tool</source>
        <translation>与其他工具交换</translation>
    </message>
    <message>
        <source>all labels</source>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计</translation>
    </message>
    <message>
        <source>everything that happened</source>
        <translation>发生过的一切</translation>
    </message>
    <message>
        <source>Answered blind</source>
        <translation>盲答</translation>
    </message>
    <message>
        <source>With a suggestion in view</source>
        <translation>见过建议</translation>
    </message>
    <message>
        <source>Without a suggestion</source>
        <translation>无建议</translation>
    </message>
    <message>
        <source>In bulk</source>
        <translation>批量</translation>
    </message>
    <message>
        <source>With a near-duplicate</source>
        <translation>成组（近似重复）</translation>
    </message>
    <message>
        <source>Automatically</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Came with the data</source>
        <translation>随数据导入</translation>
    </message>
    <message>
        <source>The latest answer counts</source>
        <translation>以最新答案为准</translation>
    </message>
    <message>
        <source>The majority counts</source>
        <translation>以多数为准</translation>
    </message>
    <message>
        <source>One person settles it</source>
        <translation>由一人裁定</translation>
    </message>
    <message>
        <source>Every answer, a record each</source>
        <translation>每个答案各成一条记录</translation>
    </message>
    <message>
        <source>The blind sample would be in it: what learns from it cannot be evaluated on these items any more.</source>
        <extracomment>a word among figures; what is longer is for the manifest why the ways that a purpose does not take by itself matter</extracomment>
        <translation>会包含盲答样本：从中学习的模型不能再用这些条目评估。</translation>
    </message>
    <message>
        <source>Labels that were not given blind would judge: those given with a suggestion in view lean towards it.</source>
        <translation>会用非盲答的标签来评判：见过建议的标签会偏向建议。</translation>
    </message>
    <message>
        <source>Labels that nobody looked at one by one would be in it.</source>
        <translation>会包含没有人逐条看过的标签。</translation>
    </message>
    <message>
        <source>The folder is not there any more, or nothing here can open it.</source>
        <translation>文件夹已不存在，或本机没有程序能打开它。</translation>
    </message>
    <message>
        <source>Help page</source>
        <translation>帮助页面</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Every key as it is set now. Other keys can be set under Settings; `?` shows these at a glance.</source>
        <translation>当前设定的所有按键。可以在设置中改用其他按键；`?` 一览这些按键。</translation>
    </message>
    <message>
        <source>Start</source>
        <extracomment>the pages in the order in which they are read; the titles of the groups are English</extracomment>
        <translation>入门</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>界面</translation>
    </message>
    <message>
        <source>Reviewing</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参考</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>后退(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>前进(&amp;F)</translation>
    </message>
    <message>
        <source>{title} - in English only so far</source>
        <translation>{title} - 目前只有英文</translation>
    </message>
    <message>
        <source>Type to find a label</source>
        <translation>输入以查找标签</translation>
    </message>
    <message>
        <source>Type the answer, as in a cell of a table</source>
        <translation>输入答案，写法同表格单元格</translation>
    </message>
    <message>
        <source> · {n} more fit, by the arrow keys</source>
        <translation> · 另有 {n} 个符合，按方向键切换</translation>
    </message>
    <message>
        <source>Another bulk action is under way. Wait for it, or cancel it.</source>
        <translation>另一项批量操作正在进行。请等它完成，或取消它。</translation>
    </message>
    <message>
        <source>Stopped before anything was changed.</source>
        <translation>已停止，没有任何改动。</translation>
    </message>
    <message>
        <source>Least confidence</source>
        <translation>最低置信度</translation>
    </message>
    <message>
        <source>From a confidence of</source>
        <translation>置信度不低于</translation>
    </message>
    <message>
        <source>&amp;Accept suggestions</source>
        <translation>接受建议(&amp;A)</translation>
    </message>
    <message>
        <source>Each item gets the label that is suggested for it, when the suggester is as sure as this.</source>
        <translation>建议器达到此置信度时，每个条目采用为它建议的标签。</translation>
    </message>
    <message>
        <source>Accept the suggestions of {n} items</source>
        <translation>接受 {n} 条建议</translation>
    </message>
    <message>
        <source>{n} suggestions accepted</source>
        <translation>已接受 {n} 条建议</translation>
    </message>
    <message>
        <source>Set a &amp;label</source>
        <translation>设定标签(&amp;L)</translation>
    </message>
    <message>
        <source>Each item gets this label, whatever is suggested for it.</source>
        <translation>无论建议如何，每个条目都采用此标签。</translation>
    </message>
    <message>
        <source>Set “{label}” on {n} items</source>
        <translation>将 {n} 条设为“{label}”</translation>
    </message>
    <message>
        <source>{n} items labelled</source>
        <translation>已设定 {n} 条的标签</translation>
    </message>
    <message>
        <source>Re&amp;queue</source>
        <translation>重新排队(&amp;Q)</translation>
    </message>
    <message>
        <source>Decided items come back to be reviewed. What was decided stays on record.</source>
        <translation>已决定的条目回到待审核。原来的决定仍留在记录中。</translation>
    </message>
    <message>
        <source>Put {n} items back into the queue</source>
        <translation>将 {n} 条重新排队</translation>
    </message>
    <message>
        <source>{n} items put back into the queue</source>
        <translation>已将 {n} 条重新排队</translation>
    </message>
    <message>
        <source>to review</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>Re&amp;tire</source>
        <translation>停用(&amp;T)</translation>
    </message>
    <message>
        <source>The items leave every queue, with what was decided of them. They can be brought back.</source>
        <translation>条目及其决定从所有队列中移出，之后可以恢复。</translation>
    </message>
    <message>
        <source>Retire {n} items</source>
        <translation>停用 {n} 条</translation>
    </message>
    <message>
        <source>{n} items retired</source>
        <translation>已停用 {n} 条</translation>
    </message>
    <message>
        <source>&amp;Bring back</source>
        <translation>恢复(&amp;B)</translation>
    </message>
    <message>
        <source>Retired items are as they were before they were retired.</source>
        <translation>停用的条目恢复到停用前的状态。</translation>
    </message>
    <message>
        <source>Bring {n} items back</source>
        <translation>恢复 {n} 条</translation>
    </message>
    <message>
        <source>{n} items brought back</source>
        <translation>已恢复 {n} 条</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>恢复原状</translation>
    </message>
    <message>
        <source>Decided with their group</source>
        <translation>成组决定</translation>
    </message>
    <message>
        <source>{n} near-duplicates decided</source>
        <translation>已决定 {n} 条近似重复</translation>
    </message>
    <message>
        <source>{n} items changed</source>
        <extracomment>by name; what a screen offers comes first, in its order</extracomment>
        <translation>已改动 {n} 条</translation>
    </message>
    <message>
        <source>Taken back: {what}</source>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>{what}, then stopped</source>
        <translation>{what}，随后停止</translation>
    </message>
    <message>
        <source>A random sample</source>
        <translation>随机样本</translation>
    </message>
    <message>
        <source>{n} items change</source>
        <translation>将改动 {n} 条</translation>
    </message>
    <message>
        <source>Nothing to do: no item changes.</source>
        <translation>无需操作：没有条目会改动。</translation>
    </message>
    <message>
        <source>{n} of them at random, to look at first</source>
        <translation>随机抽取其中 {n} 条，先看一看</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>{n} become {label}</source>
        <translation>{n} 条变为 {label}</translation>
    </message>
    <message>
        <source>{n} become one of {labels} other labels</source>
        <translation>{n} 条变为其他 {labels} 个标签之一</translation>
    </message>
    <message>
        <source>{n} left out: {why}</source>
        <translation>略去 {n} 条：{why}</translation>
    </message>
    <message>
        <source>On the {n} items that are picked.</source>
        <translation>作用于选取的 {n} 条。</translation>
    </message>
    <message>
        <source>On the {n} items that match the filter.</source>
        <translation>作用于符合筛选的 {n} 条。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>On all items that match the filter.</source>
        <translation>作用于符合筛选的所有条目。</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Type a label of the task.</source>
        <translation>请输入此任务的标签。</translation>
    </message>
    <message>
        <source>Which label?</source>
        <translation>设为哪个标签？</translation>
    </message>
    <message>
        <source>Without {criterion}</source>
        <translation>去掉“{criterion}”</translation>
    </message>
    <message>
        <source>Criteria</source>
        <translation>筛选条件</translation>
    </message>
    <message>
        <source>blind, answer first</source>
        <translation>盲答，先作答</translation>
    </message>
    <message>
        <source>suggested: {label}</source>
        <translation>建议：{label}</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>有旗标</translation>
    </message>
    <message>
        <source>{n} comments</source>
        <translation>{n} 条备注</translation>
    </message>
    <message>
        <source>Conf.</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>State</source>
        <extracomment>what a criterion is called: the headings of the facets, and the beginning of a chip</extracomment>
        <translation>状态</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>{title}: {value}</source>
        <translation>{title}：{value}</translation>
    </message>
    <message>
        <source>text: {text}</source>
        <extracomment>what a criterion that is not a set of values shows behind its name</extracomment>
        <translation>文本：{text}</translation>
    </message>
    <message>
        <source>every item</source>
        <translation>所有条目</translation>
    </message>
    <message>
        <source>The marked item</source>
        <translation>选中的条目</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>审核(&amp;R)</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>经过</translation>
    </message>
    <message>
        <source>&amp;History</source>
        <translation>历史(&amp;H)</translation>
    </message>
    <message>
        <source>Erased. That something was decided stays on record.</source>
        <translation>已抹除，仅保留作过决定的记录。</translation>
    </message>
    <message>
        <source>A blind item: suggestions stay hidden until it is answered.</source>
        <translation>盲答条目：作答前不显示建议。</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Dismiss</source>
        <translation>关闭(&amp;D)</translation>
    </message>
    <message>
        <source>{done} of {total} items</source>
        <translation>{done} / {total} 条</translation>
    </message>
    <message>
        <source>{title}, the most frequent</source>
        <extracomment>of a long facet so many values at first</extracomment>
        <translation>{title}（最常见的）</translation>
    </message>
    <message>
        <source>{value}, chosen</source>
        <translation>{value}，已选</translation>
    </message>
    <message>
        <source>Facets</source>
        <translation>分面</translation>
    </message>
    <message>
        <source>No items yet</source>
        <translation>还没有条目</translation>
    </message>
    <message>
        <source>Import a file into the project, and its items are here.</source>
        <translation>向项目导入文件后，条目会显示在这里。</translation>
    </message>
    <message>
        <source>Nothing found so far</source>
        <translation>暂时没有找到</translation>
    </message>
    <message>
        <source>The search index is still being made: look again in a moment.</source>
        <translation>搜索索引仍在建立，请稍后再看。</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>没有符合的条目</translation>
    </message>
    <message>
        <source>No item is like that. Take a criterion away, or search for something else.</source>
        <translation>没有这样的条目。可以去掉一个条件，或搜索别的内容。</translation>
    </message>
    <message>
        <source>This cannot be searched for</source>
        <translation>无法搜索此内容</translation>
    </message>
    <message>
        <source>search index: {share} %</source>
        <translation>搜索索引：{share}%</translation>
    </message>
    <message>
        <source>{n} picked</source>
        <translation>已选取 {n} 条</translation>
    </message>
    <message>
        <source>Loading</source>
        <extracomment>rows in a page</extracomment>
        <translation>正在加载</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>已选取</translation>
    </message>
    <message>
        <source>not picked</source>
        <translation>未选取</translation>
    </message>
    <message>
        <source>Open a project, then look at its items.</source>
        <translation>打开项目后，可在此查看其条目。</translation>
    </message>
    <message>
        <source>Bul&amp;k action…</source>
        <translation>批量操作(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Past actions</source>
        <translation>历次操作(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Undo this action</source>
        <translation>撤销此操作(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>操作人</translation>
    </message>
    <message>
        <source>None yet. What is done to many items at once is listed here, and can be taken back as a whole.</source>
        <translation>暂无。批量操作会列在这里，可以整体撤销。</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>stopped midway</source>
        <translation>中途停止</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>In the order of the import</source>
        <extracomment>the orders of a queue, in words</extracomment>
        <translation>按导入次序</translation>
    </message>
    <message>
        <source>Least certain first</source>
        <extracomment>the orders of a queue, in words; the first one is taken unless another is chosen</extracomment>
        <translation>最不确定的优先</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>&amp;Save the filter</source>
        <translation>保存筛选(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>重命名(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>删除(&amp;L)…</translation>
    </message>
    <message>
        <source>The present filter: {filter}.</source>
        <translation>当前筛选：{filter}。</translation>
    </message>
    <message>
        <source>Delete the queue “{name}”? Its items stay as they are.</source>
        <translation>删除队列“{name}”？其中的条目不受影响。</translation>
    </message>
    <message>
        <source>Delete the queue</source>
        <translation>删除队列</translation>
    </message>
    <message>
        <source>Saved as “{name}”.</source>
        <translation>已存为“{name}”。</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>次序</translation>
    </message>
    <message>
        <source>Name of the queue</source>
        <translation>队列名称</translation>
    </message>
    <message>
        <source>Save the filter as a queue first, then review it.</source>
        <translation>请先将筛选存为队列，再审核。</translation>
    </message>
    <message>
        <source>All &amp;queues</source>
        <translation>所有队列(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Save as a queue</source>
        <translation>存为队列(&amp;S)</translation>
    </message>
    <message>
        <source>Revie&amp;w this queue</source>
        <translation>审核此队列(&amp;W)</translation>
    </message>
    <message>
        <source>Headings: a click sorts</source>
        <translation>列标题：点击排序</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Suggester</source>
        <translation>建议器</translation>
    </message>
    <message>
        <source>How it came about</source>
        <translation>来历</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>审核员</translation>
    </message>
    <message>
        <source>Noticed by guard rails</source>
        <translation>护栏提示</translation>
    </message>
    <message>
        <source>With a comment</source>
        <translation>有备注</translation>
    </message>
    <message>
        <source>Suggesters disagree</source>
        <translation>建议器有分歧</translation>
    </message>
    <message>
        <source>Imported label disputed</source>
        <translation>导入的标签有争议</translation>
    </message>
    <message>
        <source>Said by users</source>
        <translation>用户反馈</translation>
    </message>
    <message>
        <source>Older guidelines</source>
        <translation>旧版标注指南</translation>
    </message>
    <message>
        <source>Sample of each day</source>
        <translation>每日样本</translation>
    </message>
    <message>
        <source>Near-duplicates of item</source>
        <translation>条目的近似重复</translation>
    </message>
    <message>
        <source>Chosen items</source>
        <translation>指定的条目</translation>
    </message>
    <message>
        <source>Without the samples</source>
        <translation>不含样本</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>label written differently</source>
        <translation>标签写法不同</translation>
    </message>
    <message>
        <source>not in the item</source>
        <translation>条目中没有</translation>
    </message>
    <message>
        <source>other language</source>
        <translation>语言不符</translation>
    </message>
    <message>
        <source>refusal</source>
        <translation>拒答</translation>
    </message>
    <message>
        <source>anything</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>暂缓</translation>
    </message>
    <message>
        <source>Disagreements</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>Disputed labels</source>
        <translation>有争议的标签</translation>
    </message>
    <message>
        <source>Daily sample</source>
        <translation>每日样本</translation>
    </message>
    <message>
        <source>as imported</source>
        <translation>按导入次序</translation>
    </message>
    <message>
        <source>by id</source>
        <translation>按 ID</translation>
    </message>
    <message>
        <source>by state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <source>by label</source>
        <translation>按标签</translation>
    </message>
    <message>
        <source>by confidence</source>
        <translation>按置信度</translation>
    </message>
    <message>
        <source>by time of decision</source>
        <translation>按决定时间</translation>
    </message>
    <message>
        <source>best match first</source>
        <translation>最匹配的在前</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>{low}-{high} %</source>
        <translation>{low}-{high}%</translation>
    </message>
    <message>
        <source>in the blind sample, to be answered by a person</source>
        <translation>属于盲答样本，须由人作答</translation>
    </message>
    <message>
        <source>in the control sample, to be decided by a person</source>
        <translation>属于对照样本，须由人决定</translation>
    </message>
    <message>
        <source>already decided</source>
        <translation>已经决定</translation>
    </message>
    <message>
        <source>to be reviewed</source>
        <translation>待审核</translation>
    </message>
    <message>
        <source>below that confidence</source>
        <translation>低于此置信度</translation>
    </message>
    <message>
        <source>whose suggestion is not valid any more</source>
        <translation>建议已失效</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Description, for you and for the model</source>
        <translation>说明，供你和模型参考</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>There is a label with this name already, perhaps a retired one.</source>
        <translation>已有同名标签，也可能已停用。</translation>
    </message>
    <message>
        <source>The item stays where it is; the label is there at once.</source>
        <translation>条目留在原处，标签立即可用。</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>&amp;Connect a model…</source>
        <translation>连接模型(&amp;C)…</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>更改(&amp;H)…</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>测试(&amp;E)</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>移除(&amp;M)…</translation>
    </message>
    <message>
        <source>{where}, {key}, {price}</source>
        <translation>{where}，{key}，{price}</translation>
    </message>
    <message>
        <source>Falls back to “{name}”.</source>
        <translation>后备模型：“{name}”。</translation>
    </message>
    <message>
        <source>Remove “{name}”, and its key from the keychain? Calls on record keep its name.</source>
        <translation>移除“{name}”，并从钥匙串中删除其密钥？已记录的调用仍保留它的名称。</translation>
    </message>
    <message>
        <source>Remove the model</source>
        <translation>移除模型</translation>
    </message>
    <message>
        <source>No model is connected. Without one the built-in suggester proposes answers, on this computer alone.</source>
        <translation>尚未连接模型。没有模型时，由内置建议器提出答案，只在本机运行。</translation>
    </message>
    <message>
        <source>Testing: one tiny request is under way.</source>
        <translation>正在测试：已发出一个很小的请求。</translation>
    </message>
    <message>
        <source>Works: {sentence}</source>
        <translation>可用：{sentence}</translation>
    </message>
    <message>
        <source>Does not work: {sentence}</source>
        <translation>不可用：{sentence}</translation>
    </message>
    <message>
        <source>“{text}” in the field {name} is no number.</source>
        <translation>“{name}”一栏中的“{text}”不是数字。</translation>
    </message>
    <message>
        <source>“{text}” in the field {name} is no whole number.</source>
        <translation>“{name}”一栏中的“{text}”不是整数。</translation>
    </message>
    <message>
        <source>The field {name} holds no JSON object, as {example}.</source>
        <translation>“{name}”一栏须填 JSON 对象，例如 {example}。</translation>
    </message>
    <message>
        <source>small and cheap</source>
        <translation>小巧便宜</translation>
    </message>
    <message>
        <source>only for your own server or a gateway, as http://localhost:11434/v1</source>
        <translation>仅用于自己的服务器或网关，例如 http://localhost:11434/v1</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>as listed</source>
        <translation>按标价</translation>
    </message>
    <message>
        <source>None needed</source>
        <translation>无需密钥</translation>
    </message>
    <message>
        <source>In the system's keychain</source>
        <translation>在系统钥匙串中</translation>
    </message>
    <message>
        <source>In an environment variable</source>
        <translation>在环境变量中</translation>
    </message>
    <message>
        <source>leave empty to keep the one that is there</source>
        <translation>留空则沿用现有密钥</translation>
    </message>
    <message>
        <source>goes to the keychain</source>
        <translation>存入钥匙串</translation>
    </message>
    <message>
        <source>Key itself</source>
        <translation>密钥内容</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Model, by its full name</source>
        <translation>模型全名</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>基础 URL</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Time-out, seconds</source>
        <translation>超时（秒）</translation>
    </message>
    <message>
        <source>Calls in flight</source>
        <translation>进行中的调用数</translation>
    </message>
    <message>
        <source>Requests a minute</source>
        <translation>每分钟请求数</translation>
    </message>
    <message>
        <source>Tokens a minute</source>
        <translation>每分钟 token 数</translation>
    </message>
    <message>
        <source>Price in, $ a million</source>
        <translation>输入价格（$/百万）</translation>
    </message>
    <message>
        <source>Price out, $ a million</source>
        <translation>输出价格（$/百万）</translation>
    </message>
    <message>
        <source>Fallback</source>
        <translation>后备模型</translation>
    </message>
    <message>
        <source>Parameters, as JSON</source>
        <translation>参数（JSON）</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Change “{name}”</source>
        <translation>更改“{name}”</translation>
    </message>
    <message>
        <source>Connect a model</source>
        <translation>连接模型</translation>
    </message>
    <message>
        <source>Keys are kept in the keychain, never in the workspace.</source>
        <translation>密钥保存在钥匙串中，绝不写入工作区。</translation>
    </message>
    <message>
        <source>no key</source>
        <extracomment>how a model is named, by provider: what the placeholder of the field shows</extracomment>
        <translation>无密钥</translation>
    </message>
    <message>
        <source>key from the keychain</source>
        <translation>密钥取自钥匙串</translation>
    </message>
    <message>
        <source>key from the variable {name}</source>
        <translation>密钥取自变量 {name}</translation>
    </message>
    <message>
        <source>by the model's name</source>
        <extracomment>from so many dollars on, so many digits after the point</extracomment>
        <translation>由模型名称决定</translation>
    </message>
    <message>
        <source>price as the provider lists it</source>
        <translation>按提供商标价</translation>
    </message>
    <message>
        <source>{dear} in, {out} out, a million tokens</source>
        <translation>每百万 token 输入 {dear}、输出 {out}</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Plain text</source>
        <extracomment>how a column is to be read, in words</extracomment>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Image file</source>
        <translation>图片文件</translation>
    </message>
    <message>
        <source>Beside the text</source>
        <translation>文本旁边</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>shown as</source>
        <translation>显示名称</translation>
    </message>
    <message>
        <source>Part: column</source>
        <translation>部分：列</translation>
    </message>
    <message>
        <source>Part: use</source>
        <translation>部分：作用</translation>
    </message>
    <message>
        <source>Part: form</source>
        <translation>部分：形式</translation>
    </message>
    <message>
        <source>Part: shown as</source>
        <translation>部分：显示名称</translation>
    </message>
    <message>
        <source>the model's name</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>无分数</translation>
    </message>
    <message>
        <source>Suggestions: column</source>
        <translation>建议：列</translation>
    </message>
    <message>
        <source>Suggestions: model</source>
        <translation>建议：模型</translation>
    </message>
    <message>
        <source>Suggestions: score</source>
        <translation>建议：分数</translation>
    </message>
    <message>
        <source>&amp;Add a column beside the text</source>
        <translation>在文本旁边添加列(&amp;A)</translation>
    </message>
    <message>
        <source>Add a &amp;column of suggestions</source>
        <translation>添加建议列(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>文本(&amp;T)</translation>
    </message>
    <message>
        <source>What is judged.</source>
        <translation>要判断的内容。</translation>
    </message>
    <message>
        <source>&amp;Form</source>
        <translation>形式(&amp;F)</translation>
    </message>
    <message>
        <source>How the text is to be read.</source>
        <translation>文本按什么形式读取。</translation>
    </message>
    <message>
        <source>&amp;Id</source>
        <translation>ID(&amp;I)</translation>
    </message>
    <message>
        <source>Known elsewhere; a second import then finds its items again.</source>
        <translation>在别处已有的编号；再次导入时据此认出原有条目。</translation>
    </message>
    <message>
        <source>Existing la&amp;bel</source>
        <translation>已有标签(&amp;B)</translation>
    </message>
    <message>
        <source>Becomes the first suggestion.</source>
        <translation>作为第一个建议。</translation>
    </message>
    <message>
        <source>&amp;Gold</source>
        <translation>金标准(&amp;G)</translation>
    </message>
    <message>
        <source>Never shown while reviewing; for rehearsals and reports.</source>
        <translation>审核时从不显示；供演练和报告使用。</translation>
    </message>
    <message>
        <source>&amp;Metadata</source>
        <translation>元数据(&amp;M)</translation>
    </message>
    <message>
        <source>Shown beneath the text. Space ticks a column.</source>
        <translation>显示在文本下方。按 Space 勾选列。</translation>
    </message>
    <message>
        <source>Documents, questions, images beside the text, and the candidates of a preference.</source>
        <translation>文本旁边的文档、问题、图片，以及偏好的候选。</translation>
    </message>
    <message>
        <source>Suggestions in the file</source>
        <translation>文件中的建议</translation>
    </message>
    <message>
        <source>What models proposed, each under its model's name.</source>
        <translation>各模型提出的答案，分别记在模型名下。</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>One of</source>
        <translation>多选一</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>what it is</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>choices, with commas</source>
        <translation>选项，以逗号分隔</translation>
    </message>
    <message>
        <source>Field: name</source>
        <translation>字段：名称</translation>
    </message>
    <message>
        <source>Field: type</source>
        <translation>字段：类型</translation>
    </message>
    <message>
        <source>Field: description</source>
        <translation>字段：说明</translation>
    </message>
    <message>
        <source>Field: choices</source>
        <translation>字段：选项</translation>
    </message>
    <message>
        <source>Field: required</source>
        <translation>字段：必填</translation>
    </message>
    <message>
        <source>Kind of answer</source>
        <translation>答案类型</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>Guessed from the file:
{why}</source>
        <translation>根据文件推测：
{why}</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove: {what}</source>
        <translation>移除：{what}</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>Start &amp;reviewing</source>
        <translation>开始审核(&amp;R)</translation>
    </message>
    <message>
        <source>An import is going on. Wait until it is done, or cancel it.</source>
        <translation>正在导入。请等待完成，或将其取消。</translation>
    </message>
    <message>
        <source>more items for {name}</source>
        <translation>为 {name} 添加条目</translation>
    </message>
    <message>
        <source>This file holds settings and no items. A project's settings are changed on its own screen.</source>
        <translation>此文件只有设置，没有条目。项目设置请在项目自己的界面中更改。</translation>
    </message>
    <message>
        <source>The settings are filled in. Now give the file with the items, or start without any.</source>
        <translation>设置已填好。现在选择含条目的文件，也可不带条目直接开始。</translation>
    </message>
    <message>
        <source>Im&amp;port</source>
        <translation>导入(&amp;P)</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Its columns</source>
        <translation>文件的列</translation>
    </message>
    <message>
        <source>What is asked</source>
        <translation>询问内容</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>The project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Imported {n} new items.</source>
        <translation>已导入 {n} 个新条目。</translation>
    </message>
    <message>
        <source>Known already: {n}.</source>
        <translation>已存在：{n}。</translation>
    </message>
    <message>
        <source>Not imported, for they were erased here before: {n}.</source>
        <translation>因先前已在此抹除而未导入：{n}。</translation>
    </message>
    <message>
        <source>Suggestions from the file: {n}.</source>
        <translation>来自文件的建议：{n}。</translation>
    </message>
    <message>
        <source>Suggestions that are no answer: {n}.</source>
        <translation>不成答案的建议：{n}。</translation>
    </message>
    <message>
        <source>Annotations by other people: {n}.</source>
        <translation>他人的标注：{n}。</translation>
    </message>
    <message>
        <source>Feedback of users: {n}.</source>
        <translation>用户反馈：{n}。</translation>
    </message>
    <message>
        <source>line {line}: {reason}</source>
        <translation>第 {line} 行：{reason}</translation>
    </message>
    <message>
        <source>Rejected {n} rows ({first}).</source>
        <translation>拒绝了 {n} 行（{first}）。</translation>
    </message>
    <message>
        <source>They are listed in {path}.</source>
        <translation>被拒绝的行已列在 {path} 中。</translation>
    </message>
    <message>
        <source>commas</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>tabs</source>
        <translation>制表符</translation>
    </message>
    <message>
        <source>semicolons</source>
        <translation>分号</translation>
    </message>
    <message>
        <source>bars</source>
        <translation>竖线</translation>
    </message>
    <message>
        <source>Drop a file on this window, or give its path: a table, records, texts, or a project's YAML</source>
        <extracomment>files that hold a project's settings and no items</extracomment>
        <translation>将文件拖到此窗口，或填写路径：表格、记录、文本或项目的 YAML</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Encoding: found</source>
        <translation>编码：自动识别</translation>
    </message>
    <message>
        <source>The first rows of the file</source>
        <translation>文件的前几行</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Tables and settings (*.csv *.tsv *.jsonl *.ndjson *.json *.parquet *.xlsx *.txt *.conll *.yaml *.yml)</source>
        <translation>表格和设置 (*.csv *.tsv *.jsonl *.ndjson *.json *.parquet *.xlsx *.txt *.conll *.yaml *.yml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>{n} columns</source>
        <translation>{n} 列</translation>
    </message>
    <message>
        <source>separated by {what}</source>
        <translation>分隔符：{what}</translation>
    </message>
    <message>
        <source>encoding {name}</source>
        <translation>编码：{name}</translation>
    </message>
    <message>
        <source>left out, for they hold no text: {names}</source>
        <translation>因无文本而略去：{names}</translation>
    </message>
    <message>
        <source>Suggestions in the file, else the built-in suggester</source>
        <extracomment>who suggests: what of the mapping is kept, and where to go on</extracomment>
        <translation>文件中的建议，没有则用内置建议器</translation>
    </message>
    <message>
        <source>Built-in suggester: local, learns as you decide</source>
        <translation>内置建议器：在本机运行，随你的决定学习</translation>
    </message>
    <message>
        <source>Prompt on a model, which I set up next</source>
        <translation>模型加提示词，接下来设置</translation>
    </message>
    <message>
        <source>card_arrival: asks where the card is
lost_or_stolen_card</source>
        <translation>card_arrival: 询问卡片寄到哪里了
lost_or_stolen_card</translation>
    </message>
    <message>
        <source>Add a fi&amp;eld</source>
        <translation>添加字段(&amp;E)</translation>
    </message>
    <message>
        <source>What reviewers should know, in Markdown. They open it with G.</source>
        <translation>审核员应了解的内容，用 Markdown 书写。审核时按 G 打开。</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Order</source>
        <translation>次序(&amp;O)</translation>
    </message>
    <message>
        <source>S&amp;uggester</source>
        <translation>建议器(&amp;U)</translation>
    </message>
    <message>
        <source>One on a line; what follows a colon describes it. With up to nine labels, digits follow this order.</source>
        <translation>每行一个，半角冒号后为说明。标签不超过九个时，数字键依此次序。</translation>
    </message>
    <message>
        <source>Found {n} labels in the first {rows} rows: {counts}. There may be others: rows with a label that is not listed are rejected.</source>
        <translation>在前 {rows} 行中找到 {n} 个标签：{counts}。可能还有其他标签：标签不在其中的行会被拒绝。</translation>
    </message>
    <message>
        <source>Found {n} labels: {counts}. Change them as you like; what follows a colon describes a label.</source>
        <translation>找到 {n} 个标签：{counts}。可随意更改；半角冒号后为标签说明。</translation>
    </message>
    <message>
        <source>Sa&amp;ve what is asked</source>
        <translation>保存询问内容(&amp;V)</translation>
    </message>
    <message>
        <source>{kind}. {line} The kind cannot be changed later: answers of another kind would not be comparable.</source>
        <translation>{kind}。{line}类型以后不能更改：不同类型的答案无法比较。</translation>
    </message>
    <message>
        <source>Fields, which cannot be changed later either: {names}</source>
        <translation>字段，以后同样不能更改：{names}</translation>
    </message>
    <message>
        <source>Enter takes it.</source>
        <translation>按 Enter 生效。</translation>
    </message>
    <message>
        <source>Holds from the next items on.</source>
        <translation>从接下来的条目起生效。</translation>
    </message>
    <message>
        <source>File of settings</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>Save as &amp;YAML</source>
        <translation>另存为 YAML(&amp;Y)</translation>
    </message>
    <message>
        <source>A&amp;pply a YAML file</source>
        <translation>应用 YAML 文件(&amp;P)</translation>
    </message>
    <message>
        <source>A project's settings</source>
        <translation>项目设置</translation>
    </message>
    <message>
        <source>Settings (*.yaml *.yml)</source>
        <translation>设置 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>Save as a new &amp;version</source>
        <translation>存为新版本(&amp;V)</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>The first version.</source>
        <translation>第一个版本。</translation>
    </message>
    <message>
        <source>What version {new} changed against version {old}:</source>
        <translation>版本 {new} 相对于版本 {old} 的更改：</translation>
    </message>
    <message>
        <source>No difference.</source>
        <translation>没有差异。</translation>
    </message>
    <message>
        <source>by {name}</source>
        <translation>作者 {name}</translation>
    </message>
    <message>
        <source>{n} decided</source>
        <translation>已决定 {n} 条</translation>
    </message>
    <message>
        <source>Version {number}</source>
        <translation>版本 {number}</translation>
    </message>
    <message>
        <source>blue</source>
        <translation>蓝色</translation>
    </message>
    <message>
        <source>green</source>
        <translation>绿色</translation>
    </message>
    <message>
        <source>amber</source>
        <translation>琥珀色</translation>
    </message>
    <message>
        <source>purple</source>
        <translation>紫色</translation>
    </message>
    <message>
        <source>teal</source>
        <translation>青色</translation>
    </message>
    <message>
        <source>pink</source>
        <translation>粉色</translation>
    </message>
    <message>
        <source>olive</source>
        <translation>橄榄色</translation>
    </message>
    <message>
        <source>red</source>
        <translation>红色</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>灰色</translation>
    </message>
    <message>
        <source>one character; empty: none</source>
        <translation>一个字符，留空则无</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Shortcut</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>the next that is free</source>
        <translation>自动（下一个未用的）</translation>
    </message>
    <message>
        <source>Save the &amp;label</source>
        <translation>保存标签(&amp;L)</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>下移(&amp;D)</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>合并到</translation>
    </message>
    <message>
        <source>&amp;Merge…</source>
        <translation>合并(&amp;M)…</translation>
    </message>
    <message>
        <source>New label</source>
        <translation>新标签</translation>
    </message>
    <message>
        <source>a new label; Enter adds it</source>
        <translation>新标签，按 Enter 添加</translation>
    </message>
    <message>
        <source>Reviewers may add labels while they review</source>
        <translation>审核员可在审核时添加标签</translation>
    </message>
    <message>
        <source>Res&amp;tore</source>
        <translation>恢复(&amp;T)</translation>
    </message>
    <message>
        <source>The key {key} is the one of “{action}”.</source>
        <translation>按键 {key} 已用于“{action}”。</translation>
    </message>
    <message>
        <source>The label is saved.</source>
        <translation>标签已保存。</translation>
    </message>
    <message>
        <source>“{name}” can be given again.</source>
        <translation>“{name}”可以重新使用了。</translation>
    </message>
    <message>
        <source>“{name}” is retired: it cannot be given any more, and decisions with it stand.</source>
        <translation>“{name}”已停用：不能再选用，用过它的决定仍然有效。</translation>
    </message>
    <message>
        <source>A label cannot be merged into itself: choose another one.</source>
        <translation>标签不能合并到自身，请另选一个。</translation>
    </message>
    <message>
        <source>Merge “{old}” into “{new}”? {n} decided items then count for “{new}”. The record of what was said stays, but the two cannot be told apart any more.</source>
        <translation>将“{old}”合并到“{new}”？{n} 个已决定的条目将计入“{new}”。当时的记录会保留，但两者此后无法再区分。</translation>
    </message>
    <message>
        <source>Merge them</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>“{old}” is merged into “{new}”.</source>
        <translation>“{old}”已合并到“{new}”。</translation>
    </message>
    <message>
        <source>“{name}” is added.</source>
        <translation>已添加“{name}”。</translation>
    </message>
    <message>
        <source>into</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>作答说明</translation>
    </message>
    <message>
        <source>What is asked, in a line. It stands over the answer.</source>
        <translation>一行文字，说明要问什么。显示在答案上方。</translation>
    </message>
    <message>
        <source>Path separator</source>
        <translation>路径分隔符</translation>
    </message>
    <message>
        <source>empty: labels are no paths</source>
        <translation>留空：标签不是路径</translation>
    </message>
    <message>
        <source>Severities</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>minor, major, critical; empty: none</source>
        <translation>轻微、重大、致命；留空则无</translation>
    </message>
    <message>
        <source>Longest text</source>
        <translation>最长文本</translation>
    </message>
    <message>
        <source>characters; empty: no limit</source>
        <translation>字符数；留空不限</translation>
    </message>
    <message>
        <source>Passages may overlap</source>
        <translation>片段可以重叠</translation>
    </message>
    <message>
        <source>Each passage may have a comment</source>
        <translation>每个片段可加备注</translation>
    </message>
    <message>
        <source>The longest text is a number of characters.</source>
        <translation>“最长文本”须填字符数。</translation>
    </message>
    <message>
        <source>Renaming and merging carry older decisions along; the record keeps what was said then.</source>
        <translation>改名和合并会一并带上以往的决定；记录仍保留当时的说法。</translation>
    </message>
    <message>
        <source>Every change is a version; each decision knows the one that it was made under.</source>
        <translation>每次更改都成为一个版本；每个决定都记着当时依据的版本。</translation>
    </message>
    <message>
        <source>Task, labels, guidelines, order and saved queues. Applying a file adds and describes; it takes no label away.</source>
        <translation>任务、标签、标注指南、次序和已保存的队列。应用文件只会添加和更新说明，不会去掉标签。</translation>
    </message>
    <message>
        <source>As one file</source>
        <translation>存为一个文件</translation>
    </message>
    <message>
        <source>Saved. It holds from the next item on.</source>
        <translation>已保存，从下一个条目起生效。</translation>
    </message>
    <message>
        <source>The new version is in force.</source>
        <translation>新版本已生效。</translation>
    </message>
    <message>
        <source>The order is changed.</source>
        <translation>次序已更改。</translation>
    </message>
    <message>
        <source>The project has its new name.</source>
        <translation>项目已改名。</translation>
    </message>
    <message>
        <source>The settings are in {path}.</source>
        <translation>设置已保存到 {path}。</translation>
    </message>
    <message>
        <source>The file is applied.</source>
        <translation>文件已应用。</translation>
    </message>
    <message>
        <source>One label</source>
        <translation>一个标签</translation>
    </message>
    <message>
        <source>Each item gets one label: a digit chooses it.</source>
        <translation>每个条目选一个标签，按数字键选取。</translation>
    </message>
    <message>
        <source>Two labels with keys of their own: Y for the first, N for the second.</source>
        <translation>两个标签各有按键：Y 选第一个，N 选第二个。</translation>
    </message>
    <message>
        <source>Several labels</source>
        <translation>多个标签</translation>
    </message>
    <message>
        <source>Each item gets any number of labels, or none.</source>
        <translation>每个条目可有任意多个标签，也可以没有。</translation>
    </message>
    <message>
        <source>A draft is edited: a reply, a summary, a translation.</source>
        <translation>修改草稿：回复、摘要、译文。</translation>
    </message>
    <message>
        <source>Fields are filled in: names, amounts, dates, choices.</source>
        <translation>填写字段：名称、金额、日期、选项。</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>Questions that are answered yes or no, one key for each.</source>
        <translation>以是或否回答的问题，每题一个按键。</translation>
    </message>
    <message>
        <source>Passages of the text are marked, each with a label: names, places, errors.</source>
        <translation>在文本中标出片段，各加一个标签：人名、地名、错误。</translation>
    </message>
    <message>
        <source>Preference</source>
        <translation>偏好</translation>
    </message>
    <message>
        <source>Two to nine candidates are put in order: a digit picks the best.</source>
        <translation>为二到九个候选排序，按数字键选出最好的。</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Import more…</source>
        <translation>继续导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>归档(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>New name</source>
        <translation>新名称</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>Take &amp;out again</source>
        <translation>取消归档(&amp;O)</translation>
    </message>
    <message>
        <source>Delete “{name}” with its items, suggestions and decisions? A backup of the whole workspace is made first.</source>
        <translation>删除“{name}”及其条目、建议和决定？删除前会先备份整个工作区。</translation>
    </message>
    <message>
        <source>Delete the project</source>
        <translation>删除项目</translation>
    </message>
    <message>
        <source>Deleting “{name}”.</source>
        <translation>正在删除“{name}”。</translation>
    </message>
    <message>
        <source>Deleted. The workspace as it was before is kept in {path}.</source>
        <translation>已删除。删除前的工作区保存在 {path}。</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>… and {n} more characters, not shown here.</source>
        <extracomment>more than this is cut: laying out a megabyte in one paragraph would stop the window</extracomment>
        <translation>… 还有 {n} 个字符，此处未显示。</translation>
    </message>
    <message>
        <source>as the project's</source>
        <translation>同项目预算</translation>
    </message>
    <message>
        <source>S&amp;tart</source>
        <translation>开始(&amp;T)</translation>
    </message>
    <message>
        <source>Let {name} suggest for the {items} open items? What has its answer already is not asked again.</source>
        <translation>让 {name} 为 {items} 个待审核条目提出建议？已有答案的不会重新询问。</translation>
    </message>
    <message>
        <source>At most so many items</source>
        <translation>条目上限</translation>
    </message>
    <message>
        <source>For at most, $</source>
        <translation>费用上限（$）</translation>
    </message>
    <message>
        <source>Suggesting for all open items</source>
        <translation>正在为所有待审核条目提出建议</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{rate} a second</source>
        <translation>每秒 {rate} 条</translation>
    </message>
    <message>
        <source>{left} left</source>
        <translation>还剩 {left}</translation>
    </message>
    <message>
        <source>{money} so far</source>
        <translation>已花费 {money}</translation>
    </message>
    <message>
        <source>{n} without an answer</source>
        <translation>{n} 条没有答案</translation>
    </message>
    <message>
        <source>{n} items answered.</source>
        <translation>已作答 {n} 条。</translation>
    </message>
    <message>
        <source>{n} of them needed no call.</source>
        <translation>其中 {n} 条无需调用。</translation>
    </message>
    <message>
        <source>Of {n} the model says that it does not know.</source>
        <translation>有 {n} 条，模型表示不知道。</translation>
    </message>
    <message>
        <source>Without an answer: {kinds}.</source>
        <translation>没有答案：{kinds}。</translation>
    </message>
    <message>
        <source>{calls} calls, {money}, {took}.</source>
        <translation>{calls} 次调用，{money}，用时 {took}。</translation>
    </message>
    <message>
        <source>It stopped early: {why}. {detail}</source>
        <translation>提前停止：{why}。{detail}</translation>
    </message>
    <message>
        <source>Line {n} is wrong.</source>
        <extracomment>keys with Ctrl that belong to the screen or the window; Qt would delete to the end of the line, or do nothing with them</extracomment>
        <translation>第 {n} 行有误。</translation>
    </message>
    <message>
        <source>Compare with</source>
        <extracomment>the first character of a line of a unified diff: colours of the text and of its ground</extracomment>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>&amp;Back to the prompt</source>
        <translation>返回提示词(&amp;B)</translation>
    </message>
    <message>
        <source>What v{number} changed against</source>
        <translation>v{number} 的更改，对照</translation>
    </message>
    <message>
        <source>The differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>{role}, number {number}</source>
        <translation>{role}，第 {number} 条</translation>
    </message>
    <message>
        <source>{name} message</source>
        <translation>{name}消息</translation>
    </message>
    <message>
        <source>There is a draft already. Save or discard it first.</source>
        <translation>已有草稿，请先保存或放弃。</translation>
    </message>
    <message>
        <source>Discard the draft? What was written in it cannot be brought back.</source>
        <translation>放弃草稿？其中写下的内容无法恢复。</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>放弃草稿</translation>
    </message>
    <message>
        <source>The built-in suggester</source>
        <translation>内置建议器</translation>
    </message>
    <message>
        <source>{name} suggests from now on.</source>
        <translation>建议现在来自：{name}。</translation>
    </message>
    <message>
        <source>The same prompt is there already: {version}.</source>
        <translation>已有相同的提示词：{version}。</translation>
    </message>
    <message>
        <source>Saved as {version}.</source>
        <translation>已存为 {version}。</translation>
    </message>
    <message>
        <source>It suggests from now on.</source>
        <translation>从现在起由它提出建议。</translation>
    </message>
    <message>
        <source>what is new in it</source>
        <translation>有哪些改动</translation>
    </message>
    <message>
        <source>System message</source>
        <translation>系统消息</translation>
    </message>
    <message>
        <source>User message</source>
        <translation>用户消息</translation>
    </message>
    <message>
        <source>Jinja2. Templates may use: {names}.</source>
        <translation>Jinja2。模板可用：{names}。</translation>
    </message>
    <message>
        <source>{name} · {model}</source>
        <translation>{name} · {model}</translation>
    </message>
    <message>
        <source>The prompt has no model.</source>
        <translation>提示词还没有模型。</translation>
    </message>
    <message>
        <source>Choose one above.</source>
        <translation>请在上方选择一个。</translation>
    </message>
    <message>
        <source>{name} · removed</source>
        <translation>{name} · 已移除</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>说明(&amp;O)</translation>
    </message>
    <message>
        <source>S&amp;ystem message</source>
        <translation>系统消息(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;User message</source>
        <translation>用户消息(&amp;U)</translation>
    </message>
    <message>
        <source>Instructions</source>
        <extracomment>the parts of a prompt in words</extracomment>
        <translation>指令</translation>
    </message>
    <message>
        <source>What the reply must be</source>
        <translation>回复要求</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>The item</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Earlier candidates</source>
        <translation>先前的候选</translation>
    </message>
    <message>
        <source>Tokens in all</source>
        <translation>token 总数</translation>
    </message>
    <message>
        <source>Past 2,000 tokens. What weighs most: {names}.</source>
        <translation>超过 2,000 个 token。占比最大的是：{names}。</translation>
    </message>
    <message>
        <source>The provider is asked to hold the reply to a JSON Schema.</source>
        <translation>已要求提供商让回复符合 JSON Schema。</translation>
    </message>
    <message>
        <source>What the reply must be is put into words: this provider takes no JSON Schema.</source>
        <translation>回复要求以文字写明：此提供商不支持 JSON Schema。</translation>
    </message>
    <message>
        <source>Examples: {names}.</source>
        <translation>示例：{names}。</translation>
    </message>
    <message>
        <source>&amp;Edit from this version</source>
        <translation>从此版本编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Comp&amp;are with…</source>
        <translation>比较(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Try on this item</source>
        <translation>在此条目上试用(&amp;T)</translation>
    </message>
    <message>
        <source>Su&amp;ggest for all open items…</source>
        <translation>为所有待审核条目提出建议(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Save as new version</source>
        <translation>存为新版本(&amp;S)</translation>
    </message>
    <message>
        <source>Save and make &amp;live</source>
        <translation>保存并启用(&amp;L)</translation>
    </message>
    <message>
        <source>Make &amp;live</source>
        <translation>启用(&amp;L)</translation>
    </message>
    <message>
        <source>Roll &amp;back to this</source>
        <translation>回退到此版本(&amp;B)</translation>
    </message>
    <message>
        <source>E-mail addresses</source>
        <extracomment>what can be taken out of a text, in words</extracomment>
        <translation>电子邮件地址</translation>
    </message>
    <message>
        <source>Telephone numbers</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>Bank accounts (IBAN, by their check digits)</source>
        <translation>银行账号（IBAN，按校验位识别）</translation>
    </message>
    <message>
        <source>Card numbers (by their check digit)</source>
        <translation>银行卡号（按校验位识别）</translation>
    </message>
    <message>
        <source>&amp;Local only: calls go to this computer and to the hosts below, nowhere else</source>
        <translation>仅限本机：调用只发往本机和下列主机，不发往别处(&amp;L)</translation>
    </message>
    <message>
        <source>names or addresses of private hosts, one on a line: models.internal, 10.0.0.12</source>
        <translation>内网主机的名称或地址，每行一个：models.internal、10.0.0.12</translation>
    </message>
    <message>
        <source>&amp;Save the limits</source>
        <translation>保存限制(&amp;S)</translation>
    </message>
    <message>
        <source>Saved. It holds from the next call on.</source>
        <translation>已保存，从下一次调用起生效。</translation>
    </message>
    <message>
        <source>Where calls go</source>
        <translation>调用去向</translation>
    </message>
    <message>
        <source>Checked before a connection is opened. No proxy and no redirect gets around it.</source>
        <translation>在建立连接前检查，代理和重定向都无法绕过。</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Held before a call is sent, so that it is never exceeded. A day is one of UTC.</source>
        <translation>发送调用前先预留费用，因此不会超支。每日按 UTC 计算。</translation>
    </message>
    <message>
        <source>Before an item is sent</source>
        <translation>发送条目前</translation>
    </message>
    <message>
        <source>What is found is replaced by a placeholder, and put back in the answer.</source>
        <translation>找到的内容会换成占位符，并在答案中还原。</translation>
    </message>
    <message>
        <source>&amp;Hosts that are allowed as well</source>
        <translation>另外允许的主机(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;US dollars a day</source>
        <translation>每日美元上限(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Calls a day</source>
        <translation>每日调用上限(&amp;C)</translation>
    </message>
    <message>
        <source>Today: {calls} calls, {money}.</source>
        <translation>今日：{calls} 次调用，{money}。</translation>
    </message>
    <message>
        <source>{money} are held for calls under way.</source>
        <translation>已为进行中的调用预留 {money}。</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Most like the item</source>
        <translation>与条目最相似</translation>
    </message>
    <message>
        <source>Evenly over the labels</source>
        <translation>各标签均匀</translation>
    </message>
    <message>
        <source>As the labels occur</source>
        <translation>按标签出现比例</translation>
    </message>
    <message>
        <source>These items</source>
        <translation>指定条目</translation>
    </message>
    <message>
        <source>Item and answer</source>
        <translation>条目和答案</translation>
    </message>
    <message>
        <source>Answers alone</source>
        <translation>仅答案</translation>
    </message>
    <message>
        <source>As the model likes it</source>
        <translation>按模型习惯</translation>
    </message>
    <message>
        <source>XML</source>
        <translation>XML</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>their ids, apart by spaces</source>
        <translation>条目 ID，以空格分隔</translation>
    </message>
    <message>
        <source>&amp;Reasons before the answer</source>
        <translation>先说理由再作答(&amp;R)</translation>
    </message>
    <message>
        <source>Ask again when a value does not occur in the item</source>
        <translation>值未在条目中出现时重新询问</translation>
    </message>
    <message>
        <source>Items of the examples</source>
        <translation>用作示例的条目</translation>
    </message>
    <message>
        <source>What the reasons go through, one on a line</source>
        <translation>理由须涉及的要点，每行一个</translation>
    </message>
    <message>
        <source>E&amp;xamples</source>
        <translation>示例(&amp;X)</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>What they show</source>
        <translation>示例内容</translation>
    </message>
    <message>
        <source>The item is written as</source>
        <translation>条目写法</translation>
    </message>
    <message>
        <source>Candidates</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Most tokens of a reply</source>
        <translation>回复 token 上限</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Open a project, then write its prompt.</source>
        <translation>先打开项目，再编写提示词。</translation>
    </message>
    <message>
        <source>A prompt goes to a model: a provider's, or one on your own machine. Connect one in the settings; until then the built-in suggester proposes answers, on this computer alone.</source>
        <translation>提示词要发给模型：提供商的模型，或你自己机器上的模型。请在设置中连接一个；在此之前，由内置建议器提出答案，只在本机运行。</translation>
    </message>
    <message>
        <source>No model is connected yet</source>
        <translation>尚未连接模型</translation>
    </message>
    <message>
        <source>The built-in suggester proposes answers. Begin with the default prompt of this kind of task and change it.</source>
        <translation>目前由内置建议器提出答案。可以从此类任务的默认提示词改起。</translation>
    </message>
    <message>
        <source>No prompt yet</source>
        <translation>还没有提示词</translation>
    </message>
    <message>
        <source>Write the &amp;first prompt</source>
        <translation>编写首个提示词(&amp;F)</translation>
    </message>
    <message>
        <source>It works on this computer without a model and learns from each decision. Mark a version to look at it.</source>
        <translation>它在本机运行，不需要模型，并从每个决定中学习。选中一个版本即可查看。</translation>
    </message>
    <message>
        <source>&amp;New prompt</source>
        <translation>新建提示词(&amp;N)</translation>
    </message>
    <message>
        <source>System</source>
        <extracomment>roles of messages in words</extracomment>
        <translation>系统</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Item of the preview</source>
        <translation>预览条目</translation>
    </message>
    <message>
        <source>The prompt as it will be sent</source>
        <translation>将要发送的提示词</translation>
    </message>
    <message>
        <source>What the model said</source>
        <translation>模型的回复</translation>
    </message>
    <message>
        <source>The next open item</source>
        <translation>下一个待审核条目</translation>
    </message>
    <message>
        <source>{beginning} · {id}</source>
        <translation>{beginning} · {id}</translation>
    </message>
    <message>
        <source>As it will be sent</source>
        <translation>将照此发送</translation>
    </message>
    <message>
        <source>Not up to date</source>
        <translation>不是最新内容</translation>
    </message>
    <message>
        <source>Not asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>{sent} tokens in, {got} out</source>
        <translation>输入 {sent} 个 token，输出 {got} 个</translation>
    </message>
    <message>
        <source>{seconds}, {money}, {tokens}</source>
        <translation>{seconds}，{money}，{tokens}</translation>
    </message>
    <message>
        <source>Its reasons</source>
        <translation>模型的理由</translation>
    </message>
    <message>
        <source>To be looked at</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>The reply, to the letter</source>
        <translation>回复原文</translation>
    </message>
    <message>
        <source>Limits and &amp;privacy</source>
        <translation>限制与隐私(&amp;P)</translation>
    </message>
    <message>
        <source>{accepted} of {judged} accepted</source>
        <translation>{judged} 条中接受 {accepted} 条</translation>
    </message>
    <message>
        <source>live</source>
        <translation>启用中</translation>
    </message>
    <message>
        <source>on this computer, learns from each decision</source>
        <translation>在本机运行，从每个决定中学习</translation>
    </message>
    <message>
        <source>Built-in suggester</source>
        <translation>内置建议器</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Backups of this workspace</source>
        <translation>此工作区的备份</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>还没有备份。</translation>
    </message>
    <message>
        <source>&amp;Back up now</source>
        <translation>立即备份(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Restore…</source>
        <translation>恢复(&amp;R)…</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>A folder for backups</source>
        <translation>备份文件夹</translation>
    </message>
    <message>
        <source>The next backup goes there. Those made before stay where they are, and stay in the list.</source>
        <translation>下一次备份会存到那里。以前的备份留在原处，仍在列表中。</translation>
    </message>
    <message>
        <source>Backed up to {path}.</source>
        <translation>已备份到 {path}。</translation>
    </message>
    <message>
        <source>Go back to the backup made {when}? The workspace closes and opens again. As it is now, it is kept beside it.</source>
        <translation>恢复到 {when} 的备份？工作区会关闭并重新打开。当前的工作区会保留在旁边。</translation>
    </message>
    <message>
        <source>Restore this backup</source>
        <translation>恢复此备份</translation>
    </message>
    <message>
        <source>One is made on each day that the app is used. Empty: beside the workspace. Another drive outlives this one.</source>
        <translation>每个使用本应用的日子备份一次。留空：存在工作区旁边。放在另一块硬盘上更保险。</translation>
    </message>
    <message>
        <source>&amp;Folder for backups</source>
        <translation>备份文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>1 to 99 of each workspace. When another one is made, the oldest beyond that are deleted.</source>
        <translation>每个工作区 1 到 99 份。再次备份时，超出的最旧备份会被删除。</translation>
    </message>
    <message>
        <source>Backups that are &amp;kept</source>
        <translation>保留份数(&amp;K)</translation>
    </message>
    <message>
        <source>{megabytes} MB</source>
        <translation>{megabytes} MB</translation>
    </message>
    <message>
        <source>Press the new key for “{title}”</source>
        <translation>请按下“{title}”的新按键</translation>
    </message>
    <message>
        <source>Esc leaves it as it is.</source>
        <translation>按 Esc 保持不变。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>a part of a name, or a key</source>
        <extracomment>an action with more keys than this has a row of digits, each with a place of its own how much of the room the columns of keys take at most</extracomment>
        <translation>名称的一部分，或按键</translation>
    </message>
    <message>
        <source>No action is called so, and none has such a key.</source>
        <translation>没有叫这个名称的操作，也没有操作使用这个按键。</translation>
    </message>
    <message>
        <source>Chan&amp;ge…</source>
        <translation>更改(&amp;G)…</translation>
    </message>
    <message>
        <source>Rese&amp;t</source>
        <translation>重置(&amp;T)</translation>
    </message>
    <message>
        <source>Reset a&amp;ll…</source>
        <translation>全部重置(&amp;L)…</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>usually {keys}</source>
        <translation>默认为 {keys}</translation>
    </message>
    <message>
        <source>Give every action its usual keys again? Changed now: {n}.</source>
        <translation>让所有操作恢复默认按键？现在已更改 {n} 个。</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>重置所有按键</translation>
    </message>
    <message>
        <source>Enter on a row takes a new key. A key that is taken is refused, with the name of the action that has it.</source>
        <translation>在一行上按 Enter 即可设置新按键。已被占用的按键会被拒绝，并说明由哪个操作占用。</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <source> or </source>
        <translation> 或 </translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>&amp;Licences…</source>
        <translation>许可证(&amp;L)…</translation>
    </message>
    <message>
        <source>Puts the versions into the clipboard, for a report of a fault.</source>
        <translation>把版本信息放入剪贴板，供报告故障时使用。</translation>
    </message>
    <message>
        <source>Shows the licences of all that the program uses.</source>
        <translation>显示程序所用全部组件的许可证。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>已复制。</translation>
    </message>
    <message>
        <source>A model proposes, you countersign. Apache License 2.0.</source>
        <translation>模型提出建议，由你会签。Apache License 2.0。</translation>
    </message>
    <message>
        <source>Version {version}, commit {commit}</source>
        <translation>版本 {version}，提交 {commit}</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Qt {version}</source>
        <translation>Qt {version}</translation>
    </message>
    <message>
        <source>Python {version}</source>
        <translation>Python {version}</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light or dark, or whichever the system wears.</source>
        <translation>浅色或深色，或跟随系统。</translation>
    </message>
    <message>
        <source>All text of the app; what holds it grows along. Within an item, Ctrl and + or - change the item alone.</source>
        <translation>应用中的全部文字，控件随之变大。按 Ctrl 加 + 或 - 只改变条目的文字。</translation>
    </message>
    <message>
        <source>&amp;Text size</source>
        <translation>文字大小(&amp;T)</translation>
    </message>
    <message>
        <source>How long the lines of an item are on the review screen. Short ones are read faster; tables are not bound by it.</source>
        <translation>审核界面上条目每行的长度。短行读得更快；表格不受此限。</translation>
    </message>
    <message>
        <source>Reading &amp;width</source>
        <translation>阅读宽度(&amp;W)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>{value} % (usual)</source>
        <translation>{value}%（默认）</translation>
    </message>
    <message>
        <source>Comfortable: some 60 to 85 characters a line</source>
        <translation>舒适：每行约 60 到 85 个字符</translation>
    </message>
    <message>
        <source>Wide: some 90 to 120 characters a line</source>
        <translation>宽：每行约 90 到 120 个字符</translation>
    </message>
    <message>
        <source>Full: as wide as there is room</source>
        <translation>全宽：占满可用空间</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>你的名字(&amp;N)</translation>
    </message>
    <message>
        <source>Loo&amp;k</source>
        <translation>外观(&amp;K)</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>已显示</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>Asked for another suggestion</source>
        <translation>要求换一个建议</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Done again</source>
        <translation>已重做</translation>
    </message>
    <message>
        <source>Flag taken away</source>
        <translation>已取消旗标</translation>
    </message>
    <message>
        <source>Thumb taken back</source>
        <translation>已收回赞 / 踩</translation>
    </message>
    <message>
        <source>Put back into the queue</source>
        <translation>已重新排队</translation>
    </message>
    <message>
        <source>Changed by an import</source>
        <translation>因导入而更改</translation>
    </message>
    <message>
        <source>Suggestion revealed</source>
        <translation>已揭示建议</translation>
    </message>
    <message>
        <source>Taken out of the queues</source>
        <translation>已移出队列</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>(erased)</source>
        <translation>（已抹除）</translation>
    </message>
    <message>
        <source>Why the item is erased; this stays on record</source>
        <translation>抹除此条目的原因，会留在记录中</translation>
    </message>
    <message>
        <source>Reason of the erasure</source>
        <translation>抹除原因</translation>
    </message>
    <message>
        <source>&amp;Erase…</source>
        <translation>抹除(&amp;E)…</translation>
    </message>
    <message>
        <source>Erase this item? Its text, its vector and its comments go, here and in the backups, and cannot be brought back. That something was decided, and your reason, stay on record.</source>
        <translation>抹除此条目？它的文本、向量和备注将从这里和备份中删除，无法恢复。作过决定的事实和你填写的原因会留在记录中。</translation>
    </message>
    <message>
        <source>Erase the item</source>
        <translation>抹除条目</translation>
    </message>
    <message>
        <source>Erased here, and in {n} backups.</source>
        <translation>已从这里和 {n} 份备份中抹除。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>{happened}: {about}</source>
        <translation>{happened}：{about}</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>Something went wrong in Countersign.</source>
        <translation>Countersign 出错了。</translation>
    </message>
    <message>
        <source>Every decision that the screen had moved past is kept. You can go on; if the app behaves oddly, restart it: you come back to the same item. What happened is written to {path}; it holds no item text.</source>
        <translation>界面已翻过的每个决定都已保存。你可以继续；如果应用表现异常，请重新启动，会回到同一条目。经过已写入 {path}，其中不含条目文本。</translation>
    </message>
    <message>
        <source>&amp;Copy details</source>
        <translation>复制详情(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>重新启动(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>Details for whoever mends it</source>
        <translation>供修复者参考的详情</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>{project} - Countersign</source>
        <translation>{project} - Countersign</translation>
    </message>
    <message>
        <source>Today's backup could not be made. {why}</source>
        <translation>今天的备份未能完成。{why}</translation>
    </message>
    <message>
        <source>Open a workspace</source>
        <translation>打开工作区</translation>
    </message>
    <message>
        <source>Workspaces (*.countersign)</source>
        <translation>工作区 (*.countersign)</translation>
    </message>
    <message>
        <source>Countersign</source>
        <translation>Countersign</translation>
    </message>
    <message>
        <source>The settings could not be written to {path}.</source>
        <translation>设置无法写入 {path}。</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Your own keys are not in force. {why}</source>
        <translation>你自己的按键未生效。{why}</translation>
    </message>
    <message>
        <source>In the settings file {names} cannot be read, and is as at first. The file is {path}.</source>
        <extracomment>what a setting is when it cannot be read</extracomment>
        <translation>设置文件中的 {names} 无法读取，已恢复为默认值。文件位于 {path}。</translation>
    </message>
    <message>
        <source>The settings file could not be read, so everything is set as at first.</source>
        <translation>设置文件无法读取，所有设置已恢复为默认值。</translation>
    </message>
    <message>
        <source>It stays as it is: {path}.</source>
        <translation>原文件保持不变：{path}。</translation>
    </message>
    <message>
        <source>It is kept as {path}.</source>
        <translation>原文件已保留为 {path}。</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy it to this computer</source>
        <translation>复制到本机(&amp;C)</translation>
    </message>
    <message>
        <source>Open &amp;another workspace…</source>
        <translation>打开其他工作区(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of menus, messages, dates and numbers; holds at once. Items, labels and guidelines stay as they are written.</source>
        <translation>用于菜单、消息、日期和数字，立即生效。条目、标签和标注指南保持原文。</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>A model proposes answers through a prompt. Connections are kept in the workspace, their keys in this computer's keychain.</source>
        <translation>模型通过提示词提出答案。连接保存在工作区中，密钥保存在本机的钥匙串中。</translation>
    </message>
    <message>
        <source>There is no project in this workspace yet.</source>
        <translation>此工作区中还没有项目。</translation>
    </message>
    <message>
        <source>P&amp;roject</source>
        <translation>项目(&amp;R)</translation>
    </message>
    <message>
        <source>Whose limits are shown here; each project has its own.</source>
        <translation>此处显示哪个项目的限制；每个项目各有自己的限制。</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>What is sent, and what is not</source>
        <translation>发送什么，不发送什么</translation>
    </message>
    <message>
        <source>Without a connected model nothing is sent at all: the built-in suggester works on this computer.</source>
        <translation>未连接模型时什么都不会发送：内置建议器在本机运行。</translation>
    </message>
    <message>
        <source>With one, its provider gets the text of an item, the guidelines, the labels and the examples of the prompt; so does that of its fallback, if it has one, and nobody else. The screen of calls shows each request as it was sent.</source>
        <translation>连接模型后，其提供商会收到条目文本、标注指南、标签和提示词中的示例；若设有备用连接，备用连接的提供商也会收到，除此之外没有别人。“调用”界面显示每个请求发送时的原样。</translation>
    </message>
    <message>
        <source>Countersign sends no usage figures, looks for no updates and has no account. Its log holds no text of items.</source>
        <translation>Countersign 不发送使用数据，不检查更新，也没有账号。日志中不含条目文本。</translation>
    </message>
    <message>
        <source>Set for this computer, whatever workspace is open.</source>
        <extracomment>what a setting holds for, in words</extracomment>
        <translation>针对本机设置，与打开哪个工作区无关。</translation>
    </message>
    <message>
        <source>Kept in the workspace: whoever opens it finds the same.</source>
        <translation>保存在工作区中：无论谁打开都一样。</translation>
    </message>
    <message>
        <source>Kept with one project of this workspace.</source>
        <translation>保存在此工作区的某个项目中。</translation>
    </message>
    <message>
        <source>Sections</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Up and Down go through the sections, Enter goes into one, Esc comes back.</source>
        <translation>上下方向键在各分区间移动，Enter 进入，Esc 返回。</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Stands with your decisions; earlier ones keep the name that they were made under. Empty: the account's name.</source>
        <translation>随你的决定一起记录；以前的决定保留当时的姓名。留空：使用账户名。</translation>
    </message>
    <message>
        <source>Projects and models</source>
        <translation>项目与模型</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Of which kinds</source>
        <translation>适用类型</translation>
    </message>
    <message>
        <source>Undone.</source>
        <extracomment>of the item's text, in characters: the rest is read in the item itself</extracomment>
        <translation>已撤销。</translation>
    </message>
    <message>
        <source>Redone.</source>
        <translation>已重做。</translation>
    </message>
    <message>
        <source>Your answer first.</source>
        <translation>请先作答。</translation>
    </message>
    <message>
        <source>Suggestion: {text}</source>
        <translation>建议：{text}</translation>
    </message>
    <message>
        <source>No suggestion.</source>
        <translation>没有建议。</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>This workspace</source>
        <translation>此工作区</translation>
    </message>
    <message>
        <source>All of its projects, items and decisions are in one file, and its log beside it.</source>
        <translation>所有项目、条目和决定都在一个文件中，旁边是它的日志文件。</translation>
    </message>
    <message>
        <source>The workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Copy it with a backup, not by hand, while it is open.</source>
        <translation>打开时请用备份来复制，不要手动复制。</translation>
    </message>
    <message>
        <source>Its backups</source>
        <translation>它的备份</translation>
    </message>
    <message>
        <source>Where the next one goes; chosen under Backups.</source>
        <translation>下一次备份的位置；在“备份”中选择。</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>The same, whatever workspace is open.</source>
        <translation>与打开哪个工作区无关。</translation>
    </message>
    <message>
        <source>The log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What went wrong and when. It never holds the text of an item.</source>
        <translation>何时出了什么问题。从不包含条目文本。</translation>
    </message>
    <message>
        <source>The settings file</source>
        <translation>设置文件</translation>
    </message>
    <message>
        <source>TOML. It is read when the app starts.</source>
        <translation>TOML 格式，应用启动时读取。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Open the folder: {name}</source>
        <translation>打开文件夹：{name}</translation>
    </message>
    <message>
        <source>Copy the path: {name}</source>
        <translation>复制路径：{name}</translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation>已复制：{text}</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
</TS>